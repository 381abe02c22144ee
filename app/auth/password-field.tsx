import { useEffect, useState, type ComponentProps } from 'react'
import { m } from '../i18n/messages.ts'
import { TextField } from '../ui/field.tsx'

/** A password, and once the page is awake a way to see it; its place is kept before. Pasting and password managers work. */
export function PasswordField(props: ComponentProps<typeof TextField>) {
  const [awake, setAwake] = useState(false)
  const [shown, setShown] = useState(false)
  useEffect(() => setAwake(true), [])
  return (
    <div>
      <TextField
        {...props}
        type={shown ? 'text' : 'password'}
        dir="ltr"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck="false"
        className="text-start"
      />
      <label
        className={`flex min-h-11 w-fit items-center gap-2.5 ${awake ? '' : 'invisible'}`}
        aria-hidden={!awake}
      >
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={shown}
          onChange={(event) => setShown(event.target.checked)}
        />
        {m.account_show()}
      </label>
    </div>
  )
}

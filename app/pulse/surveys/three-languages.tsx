import type { ReactNode } from 'react'
import { directionOf, LOCALE_NAMES, LOCALES, type Locale } from '../../i18n/locale.ts'
import { TextField } from '../../ui/field.tsx'
import type { Words } from './draft.ts'
import { messageOf, type FaultAt } from './fault-words.ts'

interface Props {
  legend: ReactNode
  hint?: ReactNode
  name: (locale: Locale) => string
  words: Words
  faultAt: FaultAt
}

/** One text in the three languages side by side, each in its own direction. */
export function ThreeLanguages({ legend, hint, name, words, faultAt }: Props) {
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium">{legend}</legend>
      {hint && <p className="text-sm text-muted">{hint}</p>}
      <div className="grid items-end gap-3 lg:grid-cols-3">
        {LOCALES.map((locale) => {
          const fault = faultAt.get(name(locale))
          return (
            <TextField
              key={locale}
              id={name(locale)}
              name={name(locale)}
              lang={locale}
              dir={directionOf(locale)}
              label={<span className="text-sm font-normal">{LOCALE_NAMES[locale]}</span>}
              defaultValue={words[locale]}
              error={fault && messageOf(fault)}
              autoComplete="off"
            />
          )
        })}
      </div>
    </fieldset>
  )
}

import { useEffect, useRef } from 'react'
import { m } from '../i18n/messages.ts'

/** `document.title = …` would put another text in its place, and all later pages would write their titles into the one that is gone. */
const titleText = () => document.querySelector('title')?.firstChild as Text | null | undefined

function retitle(words: string): void {
  const text = titleText()
  if (text) text.data = words
}

/** The title says "Error:" while there is one: `refused` is the answer that told it, and falsy where nothing is wrong. */
export function useErrorTitle(refused: unknown): void {
  useEffect(() => {
    if (!refused) return
    const title = titleText()?.data ?? ''
    const marked = `${m.common_error_prefix()} ${title}`
    retitle(marked)
    return () => {
      if (titleText()?.data === marked) retitle(title)
    }
  }, [refused])
}

/**
 * What is wrong, on top, focused, each line leading to its field; the title says so too. Nothing entered
 * is lost. `errors` keeps its identity until the next answer of the server (useMemo): a new array takes the focus.
 */
export function ErrorSummary({ errors }: { errors: { field: string; message: string }[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.length > 0) box.current?.focus()
  }, [errors])
  useErrorTitle(errors.length > 0 && errors)
  if (errors.length === 0) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-xl border-2 border-bad bg-bad-soft p-4"
    >
      <h2 className="text-base">{m.common_errors_title()}</h2>
      <ul className="mt-2 list-disc ps-5">
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`} className="font-medium text-bad underline">
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

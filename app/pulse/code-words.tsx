import type { Locale } from '../i18n/locale.ts'

interface Props {
  words: readonly string[]
  locale: Locale
  /** Counted, for words that are copied by hand in their order. */
  numbered?: boolean
}

/** Words that stand for a number, in their own order and script; read out one by one. */
export function CodeWords({ words, locale, numbered }: Props) {
  return (
    <ol
      lang={locale}
      className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-xl bg-sunk px-4 py-3 text-lg font-medium sm:grid-cols-4"
    >
      {words.map((word, i) => (
        // A word may stand twice; its place is what tells it.
        <li key={i} className="flex gap-2">
          {numbered && (
            <span aria-hidden="true" className="w-6 text-end text-sm leading-7 text-muted">
              {i + 1}
            </span>
          )}
          {word}
        </li>
      ))}
    </ol>
  )
}

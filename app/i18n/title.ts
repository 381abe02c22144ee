import type { MetaFunction } from '@remix-run/node'
import { isLocale } from './locale.ts'
import { speak } from './messages.ts'

/** A page's title in the reader's language; `meta` runs while rendering, before the frame has spoken. */
export function titled(title: (data: never) => string): MetaFunction {
  return ({ matches, data, error }) => {
    const root = matches.find((match) => match.id === 'root')?.data as
      { locale?: string } | undefined
    if (isLocale(root?.locale)) speak(root.locale)
    return [{ title: error || data === undefined ? 'Zveno' : `${title(data as never)} · Zveno` }]
  }
}

export const LOCALES = ['en', 'ru', 'he'] as const
export type Locale = (typeof LOCALES)[number]

/** Each language by its own name, for people who cannot read the present one. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', ru: 'Русский', he: 'עברית' }

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (LOCALES as readonly string[]).includes(value)
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'he' ? 'rtl' : 'ltr'
}

/** A page whose address ends in `/preview` is read in the language it asks for, whatever its reader speaks. */
export function previewLocale({ pathname, searchParams }: URL): Locale | null {
  const asked = searchParams.get('lang')
  return pathname.endsWith('/preview') && isLocale(asked) ? asked : null
}

/** The first language of an Accept-Language header that Zveno speaks; English where none is. */
export function preferredLocale(header: string | null): Locale {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const weight = rest.map((r) => /^\s*q=([\d.]+)$/.exec(r)?.[1]).find(Boolean)
      return { tag: tag.toLowerCase().split('-')[0], q: weight ? Number(weight) : 1 }
    })
    .sort((a, b) => b.q - a.q)
  // Old browsers still call Hebrew "iw".
  const found = wishes.map(({ tag }) => (tag === 'iw' ? 'he' : tag)).find(isLocale)
  return found ?? 'en'
}

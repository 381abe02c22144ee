import { z } from 'zod'
import { LOCALES, type Locale } from '../i18n/locale.ts'

// PostgreSQL refuses NUL inside text; nobody types one.
const text = z
  .string()
  .transform((typed) => typed.replaceAll('\0', '').replaceAll('\r\n', '\n').trim())
  .pipe(z.string().max(600, 'long'))
  .default('')

/** How the company shares what loyal clients bring. Error texts are codes; the screen has the words. */
export const ValueRule = z
  .object({
    en: text,
    ru: text,
    he: text,
    /** Share of the earned margin growth above the hurdle that goes to staff, in percent, above 0 up to 100. */
    sharePercent: z.number('number').gt(0, 'share').max(100, 'share').optional(),
    /** Yearly earned margin growth kept before anything is shared, in the company's money. */
    hurdle: z.number('number').min(0, 'hurdle').max(1e12, 'hurdle').optional(),
  })
  .refine((rule) => LOCALES.some((locale) => rule[locale] !== ''), {
    path: ['en'],
    error: 'missing',
  })
  .refine((rule) => rule.hurdle === undefined || rule.sharePercent !== undefined, {
    path: ['sharePercent'],
    error: 'share-missing',
  })
export type ValueRule = z.input<typeof ValueRule>

export interface PublishedRule {
  version: number
  text: Record<Locale, string>
  /** 0…1, of the earned margin growth above the hurdle; null where the company gave no number. */
  staffShare: number | null
  hurdle: number | null
  publishedAt: number
}

/** The rule in the reader's language, or in the first language it was written in, with that language for `lang`. */
export function ruleText(
  rule: Pick<PublishedRule, 'text'>,
  locale: Locale,
): { text: string; locale: Locale } {
  const written = [locale, ...LOCALES].find((one) => rule.text[one] !== '')
  return { text: rule.text[written ?? locale], locale: written ?? locale }
}

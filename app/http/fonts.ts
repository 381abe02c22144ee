import cyrillic from '@fontsource-variable/rubik/files/rubik-cyrillic-wght-normal.woff2'
import hebrew from '@fontsource-variable/rubik/files/rubik-hebrew-wght-normal.woff2'
import latin from '@fontsource-variable/rubik/files/rubik-latin-wght-normal.woff2'
import type { Locale } from '../i18n/locale.ts'

/** Digits and signs of every script are in the Latin file. */
const FILES: Record<Locale, string[]> = {
  en: [latin],
  ru: [cyrillic, latin],
  he: [hebrew, latin],
}

/** A Link header: the letters of the page's language come beside its style, not after it. */
export function fontsFor(locale: Locale): string {
  return FILES[locale]
    .map((file) => `<${file}>; rel=preload; as=font; type="font/woff2"; crossorigin`)
    .join(', ')
}

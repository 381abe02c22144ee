import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { cardLike, idLike } from './check-digit.ts'
import { namesIn } from './person-names.ts'

export type Redacted = 'email' | 'link' | 'phone' | 'card' | 'id' | 'number' | 'name'

/** A stretch of a text that tells who somebody is, by UTF-16 units; `end` is behind the last. */
export interface Find {
  start: number
  end: number
  kind: Redacted
}

const EMAIL =
  /[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}(?:@|\s@\s|\s?[([]at[)\]]\s?)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/giu
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"]{1,500}|(?<![\p{L}\p{N}@.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|net|org|info|me|io|ru|su|by|kz|il|fr|de|uk)(?:\/[^\s<>"]{0,500}|(?![\p{L}\p{N}]))/giu
/** A name in a network: "@dana_k"; not the end of an address, which is found before. */
const HANDLE = /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_.]{3,40}/gu

const DATE =
  /(?<!\d)(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d{2}))(?!\d)(?:[ ,T]{1,2}\d{1,2}:\d{2}(?::\d{2})?)?/gu
/** Digits with what people put between them; it ends on a digit. */
const DIGITS = /(?<![\p{L}\p{N}])[+(]{0,2}\d(?:[ \u00a0().\-–/]{0,3}\d){5,24}(?![\p{L}\p{N}])/gu
const THOUSANDS = /^[1-9]\d{0,2}(?:[ \u00a0.]\d{3}){1,2}$/
const IBAN =
  /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu
/** Series and number of a passport stand apart and carry no check digit: the word tells. */
const PASSPORT =
  /(?:паспорт|passport|דרכון)[^\d\n]{0,20}(\d{2}\s?\d{2}\s?№?\s?\d{6}|[A-Z]{0,2}\d{6,9})(?!\d)/giu

/** What a run of digits is; null for what may be a price, a time or a size. */
function numberKind(text: string): Redacted | null {
  const digits = text.replace(/\D/g, '')
  const n = digits.length
  if (text.startsWith('+') || text.startsWith('(+')) return n >= 7 ? 'phone' : null
  if (THOUSANDS.test(text)) return null
  if (cardLike(digits)) return 'card'
  if (isPhone(digits, text)) return 'phone'
  if (idLike(digits)) return 'id'
  return n >= 7 ? 'number' : null
}

/** The forms of Israel, Russia and North America, and of any country with 00 in front. */
function isPhone(digits: string, text: string): boolean {
  return (
    /^0(?:[57]\d{8}|[23489]\d{7})$/.test(digits) ||
    /^972(?:[57]\d{8}|[23489]\d{7})$/.test(digits) ||
    /^1[5789]00\d{6}$/.test(digits) ||
    /^[78][3-9]\d{9}$/.test(digits) ||
    /^00\d{8,13}$/.test(digits) ||
    /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(text) ||
    /^\d{3}-\d{4}$|^\d{3}[- ]\d{2}[- ]\d{2}$/.test(text)
  )
}

/**
 * Where a comment says who a customer or an employee is: addresses, links, telephone numbers, card and
 * identity numbers (those with a check digit by it), any other number of seven digits or more, names
 * after "my name is" and its like, and names of `staff`. In the order of the text; none overlap. Dates
 * and sums of money stay. Time is linear in the text. It errs towards hiding: what a customer wrote is
 * there in full for whoever handles the case.
 */
export function finds(text: string, staff: readonly string[] = []): Find[] {
  const found: Find[] = []
  const taken = (start: number, end: number) =>
    found.some((one) => one.start < end && start < one.end)
  const add = (start: number, end: number, kind: Redacted) => {
    if (!taken(start, end)) found.push({ start, end, kind })
  }
  const each = (pattern: RegExp, kind: Redacted) => {
    for (const hit of text.matchAll(pattern)) add(hit.index, hit.index + hit[0].length, kind)
  }
  each(EMAIL, 'email')
  each(LINK, 'link')
  each(HANDLE, 'link')
  each(IBAN, 'id')
  for (const hit of text.matchAll(PASSPORT)) {
    const end = hit.index + hit[0].length
    add(end - (hit[1] as string).length, end, 'id')
  }
  const dates = [...text.matchAll(DATE)].map((hit) => ({
    start: hit.index,
    end: hit.index + hit[0].length,
  }))
  // With dates and times out of the way, what is left of a row of digits is looked at by itself.
  let rest = text
  for (const { start, end } of dates) {
    rest = rest.slice(0, start) + '\n'.repeat(end - start) + rest.slice(end)
  }
  for (const hit of rest.matchAll(DIGITS)) {
    const kind = numberKind(hit[0])
    if (kind !== null) add(hit.index, hit.index + hit[0].length, kind)
  }
  for (const { start, end } of namesIn(text, staff)) add(start, end, 'name')
  return found.sort((a, b) => a.start - b.start)
}

/**
 * A comment as staff may read it: every find replaced by a word in square brackets, in the reader's
 * language. `staff` are full names as the portal knows them.
 */
export function redact(text: string, locale: Locale = 'en', staff: readonly string[] = []): string {
  let shown = ''
  let from = 0
  for (const { start, end, kind } of finds(text, staff)) {
    shown += `${text.slice(from, start)}[${wordFor(kind, locale)}]`
    from = end
  }
  return shown + text.slice(from)
}

function wordFor(kind: Redacted, locale: Locale): string {
  const words = {
    email: m.nps_redacted_email,
    link: m.nps_redacted_link,
    phone: m.nps_redacted_phone,
    card: m.nps_redacted_card,
    id: m.nps_redacted_id,
    number: m.nps_redacted_number,
    name: m.nps_redacted_name,
  }
  return words[kind]({}, { locale })
}

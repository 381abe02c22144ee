/** Longest password taken in, in UTF-16 units: what is longer costs the server and nobody's memory. */
export const LONGEST = 128

/** Shortest password: of staff, and of whoever holds HR's or the owner's keys. */
export const SHORTEST = { staff: 8, keys: 12 } as const

export type PasswordFault = 'short' | 'long' | 'common' | 'own-words'

export interface PasswordOwner {
  name: string
  staffNumber: string
  email: string | null
  roles: readonly string[]
}

export function shortestFor({ roles }: Pick<PasswordOwner, 'roles'>): number {
  return roles.includes('hr') || roles.includes('owner') ? SHORTEST.keys : SHORTEST.staff
}

/**
 * Why this password is refused to this person; null where it is not. Only length and what an attacker would try first are
 * judged (NIST SP 800-63B, 5.1.1.2); no kinds of characters are demanded. `isCommon` is asked for several spellings.
 */
export function passwordFault(
  password: string,
  owner: PasswordOwner,
  company: string,
  isCommon: (password: string) => boolean,
): PasswordFault | null {
  if (password.length > LONGEST) return 'long'
  if ([...password].length < shortestFor(owner)) return 'short'
  if (spellings(password).some((one) => isCommon(one) || isRun(one))) return 'common'
  const letters = password.toLowerCase()
  return ownWords(owner, company).some((word) => letters.includes(word)) ? 'own-words' : null
}

/** As typed, on the other keyboard, and without digits and signs at either end. */
function spellings(password: string): string[] {
  const typed = [password.toLowerCase(), onLatinKeys(password.toLowerCase())]
  const bare = typed.map((one) => one.replaceAll(/^\P{L}+|\P{L}+$/gu, ''))
  return [...new Set([...typed, ...bare])].filter((one) => one.length >= 4)
}

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
const OTHERS = ['йцукенгшщзхъфывапролджэячсмитьбю', "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ"]

/** What the same keys write on a Latin keyboard: `йцукен` is no better than `qwerty`. */
function onLatinKeys(word: string): string {
  const keys = OTHERS.find((layout) =>
    [...word].some((sign) => /\p{L}/u.test(sign) && layout.includes(sign)),
  )
  if (!keys) return word
  return [...word].map((sign) => LATIN[keys.indexOf(sign)] ?? sign).join('')
}

/** One sign again and again, or the alphabet or digits in order, either way. */
function isRun(word: string): boolean {
  const codes = [...word].map((sign) => sign.codePointAt(0)!)
  const step = codes[1]! - codes[0]!
  return Math.abs(step) <= 1 && codes.every((code, i) => i === 0 || code - codes[i - 1]! === step)
}

/** The person's and the company's own words of four signs and more. */
function ownWords(owner: PasswordOwner, company: string): string[] {
  const words = [owner.name, owner.staffNumber, owner.email?.split('@')[0] ?? '', company, 'zveno']
  return words
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => [...word].length >= 4)
}

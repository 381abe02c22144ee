/**
 * How names are compared: in one alphabet, without what people leave out or write in two ways. Hebrew keeps its letters,
 * without points and final forms; Cyrillic and Latin meet in plain Latin sounds, so that Щёголев, Щеголев and Shchegolev
 * are one.
 */
export function folded(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ךםןףץ]/g, (letter) => FINAL[letter]!)
    .replace(/[а-я]/g, (letter) => CYRILLIC[letter] ?? letter)
    .replace(/ł/g, 'l')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/shch|sch|sh/g, 's')
    .replace(/tch|tsch|ch|ts|tz/g, 'c')
    .replace(/kh/g, 'h')
    .replace(/zh/g, 'z')
    .replace(/ph/g, 'f')
    .replace(/[yij]([aeou])/g, '$1')
    .replace(/[yj]/g, 'i')
    .replace(/w/g, 'v')
    .replace(/x/g, 'ks')
    .replace(/(.)\1+/gu, '$1')
    .slice(0, LONGEST)
}

const FINAL: Record<string, string> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' }

// и and й have lost what told them apart before this is asked.
const CYRILLIC: Record<string, string> = Object.fromEntries(
  [...'абвгдежзиклмнопрстуфхцчшщъыьэюя'].map((letter, at) => [
    letter,
    ['a', 'b', 'v', 'g', 'd', 'e', 'z', 'z', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'r', 's'].concat([
      't',
      'u',
      'f',
      'h',
      'c',
      'c',
      's',
      's',
      '',
      'i',
      '',
      'e',
      'u',
      'a',
    ])[at]!,
  ]),
)

/** Longer words are told apart by their beginnings. */
const LONGEST = 16
/** Below it a letter more or less makes another name. */
const SHORTEST = 4

/**
 * The word with each of its letters left out once. Two words that share one, or of which one is the other's, differ by a
 * letter that is missing, added, another, or swapped with its neighbour (Garbe's symmetric deletes, distance 1).
 */
export function withoutOne(word: string): string[] {
  const letters = [...word]
  if (letters.length < SHORTEST) return []
  return [...new Set(letters.map((_, at) => letters.toSpliced(at, 1).join('')))]
}

const wordsOf = (text: string) => text.split(/[\s,;/·]+/u).filter(Boolean)

export interface Key {
  key: string
  /** 1 where it is the word itself, of which a beginning finds it; 0 for a word without one letter. */
  whole: 0 | 1
}

/** Everything a person is found by: the words of their name, their number and their address. */
export function keysOf(person: { name: string; staffNumber: string; email: string | null }): Key[] {
  const keys = new Map<string, 0 | 1>()
  for (const word of wordsOf(person.name)) {
    for (const part of [word, ...word.split(/[-–'’]/u)]) {
      const whole = folded(part)
      if (whole === '') continue
      for (const one of withoutOne(whole)) if (!keys.has(one)) keys.set(one, 0)
      keys.set(whole, 1)
    }
  }
  for (const mark of [person.staffNumber, person.email ?? '']) {
    if (mark !== '') keys.set(`=${mark.toLowerCase()}`, 1)
  }
  return [...keys].map(([key, whole]) => ({ key, whole }))
}

/** The same keys of a keyboard as three languages have them, row by row. */
const LAYOUTS = {
  en: "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
  ru: 'йцукенгшщзхъфывапролджэячсмитьбюё',
  he: "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ;",
}

/** The text as it would have come out with the keyboard in another language; what is not on it stays. */
function onKeyboard(text: string, from: keyof typeof LAYOUTS, to: keyof typeof LAYOUTS): string {
  const [a, b] = [[...LAYOUTS[from]], [...LAYOUTS[to]]]
  return [...text.toLowerCase()].map((sign) => b[a.indexOf(sign)] ?? sign).join('')
}

export interface WantedWord {
  /** How the word of a name begins. */
  typed: string
  /** The same keys on a keyboard of another language. */
  elsewhere: string[]
  /** How a number or an address begins. */
  mark: string
}

/** What each word of a search may mean; marks of direction that came along with a copy mean nothing. At most six words are looked at. */
export function wantedWords(search: string): WantedWord[] {
  const words = search
    .replace(/\p{Cf}/gu, '')
    .trim()
    .split(/\s+/u)
    .filter(Boolean)
    .slice(0, 6)
  return words.map((word) => {
    const typed = folded(word)
    const readings = [
      ...[onKeyboard(word, 'en', 'ru'), onKeyboard(word, 'en', 'he')],
      ...[onKeyboard(word, 'ru', 'en'), onKeyboard(word, 'he', 'en')],
      ...[onKeyboard(word, 'ru', 'he'), onKeyboard(word, 'he', 'ru')],
    ]
    // A letter or two of another keyboard would begin half of all names.
    const elsewhere = [...new Set(readings.map(folded))].filter(
      (one) => one !== typed && one.length > 2,
    )
    return { typed, elsewhere, mark: `=${word.toLowerCase()}` }
  })
}

interface Place {
  start: number
  end: number
}

/** A name as it is written: capital letters where the script has them, any letters in Hebrew. */
const CAPITAL = String.raw`[A-ZÀ-ÞА-ЯЁ][\p{L}'’-]{1,30}`
const HEBREW = String.raw`[א-ת][א-ת'׳״-]{1,30}`

/** Words that a name of one to three capital words follows. They may stand in any case; the name may not. */
const BEFORE_CAPITAL = [
  'my name is',
  "my name's",
  "i'm called",
  'mr',
  'mrs',
  'ms',
  'miss',
  'dr',
  'je m’appelle',
  "je m'appelle",
  'cashier',
  'salesperson',
  'consultant',
  'manager',
  'named',
  'called',
  'меня зовут',
  'мое имя',
  'моё имя',
  'зовут',
  'г-н',
  'г-жа',
  'господин',
  'госпожа',
  'продавец',
  'продавщица',
  'кассир',
  'консультант',
  'менеджер',
  'сотрудник',
  'сотрудница',
  'девушка',
  'по имени',
]
const CLOSINGS = [
  'best regards',
  'kind regards',
  'regards',
  'sincerely',
  'с уважением',
  'спасибо',
  'thanks',
  'thank you',
]
/** In Hebrew nothing marks a name: only after words that can be followed by nothing else. */
const BEFORE_HEBREW = [
  'שמי',
  'שמי הוא',
  'קוראים לי',
  'מר',
  'גברת',
  "גב'",
  'גב׳',
  'ד״ר',
  'ד"ר',
  'בשם',
]

const escaped = (word: string) => word.replace(/[/\\^$*+?.()|[\]{}]/g, '\\$&')
const anyOf = (words: string[]) => words.map(escaped).join('|')
/** "Mr" as well as "mr": the letters of the lead in either case, those of the name as they are. */
const eitherCase = (words: string[]) =>
  anyOf(words).replace(/\p{Ll}/gu, (letter) => `[${letter}${letter.toLocaleUpperCase('en')}]`)

const LED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${eitherCase(BEFORE_CAPITAL)})\\.?[:,]?\\s{1,2}(${CAPITAL}(?:\\s${CAPITAL}){0,2})`,
  'gu',
)
const SIGNED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${eitherCase(CLOSINGS)})[,!.]?\\s{1,3}(${CAPITAL}(?:\\s${CAPITAL}){0,2})\\s*[.!]?\\s*$`,
  'gu',
)
const LED_HEBREW = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:ו|ש)?(?:${anyOf(BEFORE_HEBREW)})\\s{1,2}(${HEBREW}(?:\\s${HEBREW})?)(?![א-ת])`,
  'gu',
)

/** First names that are everyday words as well: hidden where they cannot begin a sentence, or with the surname. */
const WORDS = new Set(
  [
    ...['will', 'may', 'grace', 'hope', 'joy', 'faith', 'mark', 'bill', 'rose', 'art', 'rich'],
    ...['вера', 'надежда', 'любовь', 'роза', 'слава', 'мир'],
    ...['אור', 'שלום', 'חן', 'שיר', 'טל', 'גיל', 'רון', 'שמחה', 'תקווה', 'אהבה', 'ברכה', 'נחמה'],
    ...['עדי', 'יקר', 'חיים', 'אושר', 'רז', 'גל', 'ים', 'שמש', 'נוי', 'הדר', 'זיו', 'פז'],
  ].map((word) => word),
)

const WORD = /\p{L}[\p{L}'’-]{0,39}/gu
const isHebrew = (word: string) => /^[א-ת]/.test(word)
const isCapital = (word: string) => /^\p{Lu}/u.test(word)

/** Russian names change their ends; what stands before them does not. */
function stemOf(name: string): string {
  const plain = name.toLocaleLowerCase('ru').replaceAll('ё', 'е')
  return /^[а-я]{4,}/.test(plain) ? plain.replace(/(?:ия|ья|ей|ий|[аяйьоеы])$/, '') : plain
}
const ENDING =
  /^(?:[аяуюеоиыйь]|ой|ей|ою|ею|ом|ем|ам|ям|ами|ями|ах|ях|ия|ии|ию|ией|ья|ьи|ье|ью|ого|ому|ым|ий|ова|ову|овой|ина|ину|иной)?$/

/** Whether a word of a comment is that name, in any case of its language. */
function means(word: string, stem: string): boolean {
  const plain = word.toLocaleLowerCase('ru').replaceAll('ё', 'е')
  if (plain === stem) return true
  if (isHebrew(word)) {
    const bare = plain.replace(/^[והבלמשכ]{1,2}/, '')
    return bare === stem && stem.length >= 3
  }
  if (plain === `${stem}'s` || plain === `${stem}’s`) return true
  return /^[а-я]/.test(stem) && plain.startsWith(stem) && ENDING.test(plain.slice(stem.length))
}

/** Names of people in a text: after the words that lead to one, and every word of a name in `staff`. */
export function namesIn(text: string, staff: readonly string[]): Place[] {
  const places: Place[] = []
  for (const pattern of [LED, SIGNED, LED_HEBREW]) {
    for (const hit of text.matchAll(pattern)) {
      const end = hit.index + hit[0].trimEnd().replace(/[.!\s]+$/, '').length
      const name = hit[1] as string
      const start = hit.index + hit[0].lastIndexOf(name)
      places.push({ start, end: Math.min(end, start + name.length) })
    }
  }
  if (staff.length > 0) places.push(...staffIn(text, staff))
  return merged(places, text)
}

function staffIn(text: string, staff: readonly string[]): Place[] {
  // By their first two letters, so that a word meets few names.
  const stems = new Map<string, Set<string>>()
  for (const name of staff) {
    for (const [part] of name.matchAll(WORD)) {
      if (part.length < (isHebrew(part) ? 2 : 3)) continue
      const stem = stemOf(part)
      const key = stem.slice(0, 2)
      stems.set(key, (stems.get(key) ?? new Set()).add(stem))
    }
  }
  const known = (word: string) => {
    const plain = word.toLocaleLowerCase('ru').replaceAll('ё', 'е')
    const keys = isHebrew(word) ? [0, 1, 2].map((i) => plain.slice(i, i + 2)) : [plain.slice(0, 2)]
    return keys.some((key) => [...(stems.get(key) ?? [])].some((stem) => means(word, stem)))
  }
  const words = [...text.matchAll(WORD)].map((hit) => ({
    word: hit[0],
    start: hit.index,
    end: hit.index + hit[0].length,
  }))
  const named = words.map(({ word }) => (isHebrew(word) || isCapital(word)) && known(word))
  return words.filter(({ word, start }, i) => {
    if (!named[i]) return false
    if (!WORDS.has(word.toLocaleLowerCase('ru'))) return true
    // An everyday word is a name beside another name, or with a capital inside a sentence.
    if (named[i - 1] || named[i + 1]) return true
    return isCapital(word) && !/(?:^|[.!?…\n])\s*$/u.test(text.slice(Math.max(0, start - 5), start))
  })
}

/** Places in order; those that only a space divides become one. */
function merged(places: Place[], text: string): Place[] {
  const whole: Place[] = []
  for (const { start, end } of places.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = whole.at(-1)
    if (last && (start <= last.end || /^\s$/.test(text.slice(last.end, start)))) {
      last.end = Math.max(last.end, end)
    } else whole.push({ start, end })
  }
  return whole
}

/** The code pages that exports of old spreadsheets come in where they are not Unicode. */
export const CODE_PAGES = ['windows-1252', 'windows-1251', 'windows-1255'] as const
export type CodePage = (typeof CODE_PAGES)[number]

export interface CodePageGuess {
  encoding: CodePage
  /** False where a person should look: too few letters, or two readings nearly as likely. */
  sure: boolean
}

/** How often each letter stands in running text, in thousandths; а … я, with the small and the capital together. */
const RUSSIAN = [
  ...[80, 16, 45, 17, 30, 85, 9, 17, 74, 12, 35, 44, 32, 67, 110, 28],
  ...[47, 55, 63, 26, 3, 10, 5, 15, 7, 4, 1, 19, 17, 3, 6, 20],
]
/** א … ת, the final forms where they stand in the alphabet. */
const HEBREW = [
  ...[60, 50, 14, 26, 100, 106, 12, 21, 14, 113, 6, 20, 66, 24, 44],
  ...[10, 35, 13, 29, 3, 14, 4, 11, 21, 55, 48, 55],
]
/** The letters of French, German, Spanish, Italian and Portuguese beyond ASCII, in windows-1252. */
const WESTERN: Record<number, number> = {
  ...{ 0xe9: 330, 0xe8: 90, 0xe0: 110, 0xea: 40, 0xe7: 40, 0xf4: 15, 0xee: 10, 0xfb: 10, 0xe2: 15 },
  ...{ 0xf9: 15, 0xeb: 3, 0xef: 3, 0xc9: 15, 0xc0: 10, 0xca: 2, 0xe4: 60, 0xf6: 35, 0xfc: 60 },
  ...{ 0xdf: 20, 0xc4: 4, 0xd6: 3, 0xdc: 5, 0xf1: 25, 0xe1: 45, 0xed: 45, 0xf3: 45, 0xfa: 15 },
  ...{ 0xec: 5, 0xf2: 8, 0xe3: 30, 0xf5: 8, 0xe5: 10, 0xf8: 8, 0xe6: 6 },
}
const RARE = 0.5 / 1000

function likelihoods(page: CodePage): Float64Array {
  const table = new Float64Array(256).fill(RARE)
  if (page === 'windows-1251') {
    RUSSIAN.forEach((often, i) => {
      table[0xe0 + i] = (often * 0.93) / 1000
      table[0xc0 + i] = Math.max(RARE, (often * 0.07) / 1000)
    })
    table[0xb8] = 4 / 1000
  } else if (page === 'windows-1255') {
    HEBREW.forEach((often, i) => (table[0xe0 + i] = often / 1000))
  } else {
    for (const [byte, often] of Object.entries(WESTERN)) table[Number(byte)] = often / 1000
  }
  return table
}
const TABLES = CODE_PAGES.map((page) => ({ page, table: likelihoods(page) }))

/** Western letters stand among ASCII letters; those of the other two among their own kind. */
const BESIDE_ASCII: Record<CodePage, number> = {
  'windows-1252': 0.93,
  'windows-1251': 0.02,
  'windows-1255': 0.02,
}

const isAsciiLetter = (byte: number | undefined) =>
  byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

/** Letters, above the marks that the three pages share. */
const isHigh = (byte: number) => byte >= 0xc0 || byte === 0xb8

/** Natural logarithm of how much likelier the best reading must be than the next. */
const SURE = 12
/** Of fewer letters than that nothing is said: the western page is the commonest. */
const FEWEST_LETTERS = 4
/** A sample larger than that tells nothing new. */
const MOST_LETTERS = 20_000

/**
 * Which code page bytes that are no UTF-8 were written in: by the letters that stand there, how often
 * each is used in Russian, Hebrew and western languages, and whether they stand among ASCII letters.
 * The log-likelihoods of single letters are added up; letters that say the same twice (one word over
 * and over) make it sooner sure than it should be, so the margin is wide.
 */
export function guessCodePage(bytes: Uint8Array): CodePageGuess {
  const sums = TABLES.map(() => 0)
  let letters = 0
  for (let i = 0; i < bytes.length && letters < MOST_LETTERS; i++) {
    const byte = bytes[i]!
    if (!isHigh(byte)) continue
    letters++
    const among = isAsciiLetter(bytes[i - 1]) || isAsciiLetter(bytes[i + 1])
    TABLES.forEach(({ page, table }, which) => {
      const beside = BESIDE_ASCII[page]
      sums[which]! += Math.log(table[byte]!) + Math.log(among ? beside : 1 - beside)
    })
  }
  const order = TABLES.map(({ page }, which) => ({ page, sum: sums[which]! }))
  order.sort((a, b) => b.sum - a.sum)
  if (letters < FEWEST_LETTERS) return { encoding: 'windows-1252', sure: letters === 0 }
  const [best, next] = order as [(typeof order)[0], (typeof order)[0]]
  return { encoding: best.page, sure: best.sum - next.sum >= SURE }
}

/** Letters of three scripts as the sounds they stand for; what is not here is no part of a name. */
const SOUNDS: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'j', з: 'z', и: 'i', й: 'i' },
  ...{ к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f' },
  ...{ х: 'h', ц: 'ts', ч: 'tj', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia' },
  ...{ א: 'a', ב: 'v', ג: 'g', ד: 'd', ה: 'h', ו: 'u', ז: 'z', ח: 'h', ט: 't', י: 'i', כ: 'k' },
  ...{ ך: 'k', ל: 'l', מ: 'm', ם: 'm', נ: 'n', ן: 'n', ס: 's', ע: 'a', פ: 'f', ף: 'f', צ: 'ts' },
  ...{ ץ: 'ts', ק: 'k', ר: 'r', ש: 'sh', ת: 't' },
}

/** Spellings of one sound, longest first. */
const SAME: [RegExp, string][] = [
  [/sch|tch|ch(?=[aeiouy])/g, 'tj'],
  [/kh|ch/g, 'h'],
  [/zh|j/g, 'j'],
  [/tz|ts|cz/g, 'ts'],
  [/ph/g, 'f'],
  [/ck|q|c/g, 'k'],
  [/w/g, 'v'],
  [/b/g, 'v'],
  [/p/g, 'f'],
  [/x/g, 'ks'],
  [/th/g, 't'],
]

/**
 * How a name sounds, roughly and in Latin letters: vowels, doubled letters and what Hebrew or Russian
 * does not write are left out, numbers stay. "Haifa", "Хайфа" and "חיפה" give the same.
 */
export function soundOf(name: string): string {
  const latin = [...name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')]
    .map((letter) => SOUNDS[letter] ?? (/[a-z0-9]/.test(letter) ? letter : ' '))
    .join('')
  const same = SAME.reduce((text, [pattern, sound]) => text.replace(pattern, sound), latin)
  return same
    .split(/\s+/)
    .map((word) => word.replace(/(?<=.)[aeiouyh]+|^[aeiouy]+(?=.)/g, '').replace(/(.)\1+/g, '$1'))
    .filter(Boolean)
    .join(' ')
}

/** Steps of one letter between two texts (Levenshtein), at most `most`, else `most + 1`. */
function steps(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return Math.min(row[b.length]!, most + 1)
}

/**
 * The one of `known` that a name is most likely another spelling of, across scripts; null where none is
 * near or two are equally near. A proposal: a person confirms it.
 */
export function likeliest<T extends { name: string }>(name: string, known: readonly T[]): T | null {
  const plain = (text: string) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  const [spelt, sound] = [plain(name), soundOf(name)]
  const far = (one: T) => {
    const heard = soundOf(one.name)
    // A number is not heard wrongly: site 1 is not site 2.
    if (sound.replace(/\D/g, '') !== heard.replace(/\D/g, '')) return Infinity
    const direct = steps(spelt, plain(one.name), 2)
    if (direct <= Math.floor(spelt.length / 5)) return direct
    if (sound.length < 2 || heard.length < 2) return Infinity
    if (sound === heard) return 3
    const words = new Set(heard.split(' '))
    const own = sound.split(' ')
    const inside =
      own.every((word) => words.has(word)) || [...words].every((word) => own.includes(word))
    if (inside) return 4
    return Math.min(sound.length, heard.length) >= 5 && steps(sound, heard, 1) === 1 ? 5 : Infinity
  }
  const near = known
    .map((one) => ({ one, distance: far(one) }))
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance)
  if (near.length === 0 || near[0]!.distance === near[1]?.distance) return null
  return near[0]!.one
}

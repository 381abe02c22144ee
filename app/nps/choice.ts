import { z } from 'zod'
import { DATE_ORDERS } from './day.ts'
import { FIELDS, Mapping } from './mapping.ts'

const some = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional())

/** What HR decides about an uploaded file before it is read. */
export const Choice = z.object({
  mapping: Mapping,
  /** What words are worth; null skips. */
  words: z.record(z.string().max(200), z.number().int().min(0).max(10).nullable()),
  atDefault: some(z.iso.date()),
  /** A site's code. */
  unitDefault: some(z.string().max(200)),
  touchpointDefault: some(z.string().max(64)),
  createUnits: z.boolean(),
  dateOrder: some(z.enum(DATE_ORDERS)),
})
export type Choice = z.infer<typeof Choice>

export type ChoiceProblem = { field: string; problem: 'score' | 'twice' | 'day'; value: string }

/**
 * Reads the form of columns. Gives what is missing or contradictory as well, so that the form can say
 * it beside the field.
 */
export function choiceFrom(
  form: FormData,
  columns: string[],
  words: Choice['words'],
): { choice: Choice | null; problems: ChoiceProblem[] } {
  const mapping: Mapping = {}
  const problems: ChoiceProblem[] = []
  const used = new Map<string, string>()
  for (const field of FIELDS) {
    const column = form.get(field)
    // A column that is not in the file is somebody's own idea of a form.
    if (typeof column !== 'string' || !columns.includes(column)) continue
    if (used.has(column)) problems.push({ field, problem: 'twice', value: column })
    used.set(column, field)
    mapping[field] = column
  }
  if (mapping.score === undefined) problems.push({ field: 'score', problem: 'score', value: '' })
  if (mapping.at === undefined && !form.get('atDefault')) {
    problems.push({ field: 'at', problem: 'day', value: '' })
  }
  const read = Choice.safeParse({
    mapping,
    words,
    atDefault: form.get('atDefault'),
    unitDefault: form.get('unitDefault'),
    touchpointDefault: form.get('touchpointDefault'),
    createUnits: form.get('createUnits') === 'on',
    dateOrder: form.get('dateOrder'),
  })
  return { choice: problems.length === 0 && read.success ? read.data : null, problems }
}

/** What HR said each word is worth; null where one was left open, which only a "skip" may be. */
export function worthsFrom(form: FormData, words: string[]): Choice['words'] | { missing: string } {
  const worths: Choice['words'] = {}
  for (const [index, word] of words.entries()) {
    const worth = form.get(`worth-${index}`)
    if (worth === 'skip') worths[word] = null
    else if (typeof worth === 'string' && /^(\d|10)$/.test(worth)) worths[word] = Number(worth)
    else return { missing: word }
  }
  return worths
}

import { z } from 'zod'
import { DATE_ORDERS } from './day.ts'
import { FIELDS, Mapping } from './mapping.ts'

/** What HR decides about an uploaded file before it is read. */
export const Choice = z.object({
  mapping: Mapping,
  /** What words are worth; null skips. */
  words: z.record(z.string().max(200), z.number().int().min(0).max(10).nullable()),
  atDefault: z.iso.date().optional(),
  /** A site's code. */
  unitDefault: z.string().max(200).optional(),
  touchpointDefault: z.string().max(64).optional(),
  createUnits: z.boolean(),
  dateOrder: z.enum(DATE_ORDERS).optional(),
  /** Names in the column of sites that are none of ours. */
  leftOut: z.array(z.string().max(200)).max(300).default([]),
  encoding: z.string().max(40).optional(),
})
export type Choice = z.infer<typeof Choice>

/** What stands in the form, right or not. */
export interface ColumnValues {
  mapping: Mapping
  createUnits: boolean
  atDefault?: string | undefined
  unitDefault?: string | undefined
  touchpointDefault?: string | undefined
  dateOrder?: string | undefined
}

export type ChoiceProblem = {
  field: string
  problem: 'score' | 'twice' | 'day' | 'site' | 'words' | 'order' | 'sites'
  value: string
}

/**
 * Reads the form of columns. Gives what is missing or contradictory as well, so that the form can say
 * it beside the field.
 */
export function choiceFrom(
  form: FormData,
  columns: string[],
  words: Choice['words'],
): { choice: Choice | null; problems: ChoiceProblem[]; values: ColumnValues } {
  const mapping: Mapping = {}
  const problems: ChoiceProblem[] = []
  const used = new Map<string, string>()
  for (const field of FIELDS) {
    const column = form.get(field)
    // A column that is not in the file is somebody's own idea of a form.
    if (typeof column !== 'string' || column === '' || !columns.includes(column)) continue
    if (used.has(column)) problems.push({ field, problem: 'twice', value: column })
    used.set(column, field)
    mapping[field] = column
  }
  if (mapping.score === undefined) problems.push({ field: 'score', problem: 'score', value: '' })
  if (mapping.at === undefined && !form.get('atDefault')) {
    problems.push({ field: 'at', problem: 'day', value: '' })
  }
  if (mapping.unit === undefined && !form.get('unitDefault')) {
    problems.push({ field: 'unit', problem: 'site', value: '' })
  }
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const values: ColumnValues = {
    mapping,
    createUnits: form.get('createUnits') === 'on',
    atDefault: text('atDefault'),
    unitDefault: text('unitDefault'),
    touchpointDefault: text('touchpointDefault'),
    dateOrder: text('dateOrder'),
  }
  const read = Choice.safeParse({ ...values, words })
  if (!read.success && problems.length === 0) {
    problems.push({ field: 'at', problem: 'day', value: '' })
  }
  return { choice: problems.length === 0 && read.success ? read.data : null, problems, values }
}

/** What is chosen for a word: a score, null to skip it, undefined for neither. */
export function worthIn(said: FormDataEntryValue | null): number | null | undefined {
  if (said === 'skip') return null
  return typeof said === 'string' && /^(\d|10)$/.test(said) ? Number(said) : undefined
}

/** What HR said each word is worth; null where one was left open, which only a "skip" may be. */
export function worthsFrom(form: FormData, words: string[]): Choice['words'] | { missing: string } {
  const worths: Choice['words'] = {}
  for (const [index, word] of words.entries()) {
    const worth = worthIn(form.get(`worth-${index}`))
    if (worth === undefined) return { missing: word }
    worths[word] = worth
  }
  return worths
}

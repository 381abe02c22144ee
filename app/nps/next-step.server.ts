import type { Db } from '../../db/connect.ts'
import { unknownSites, type UnknownSite } from './alias.server.ts'
import type { Choice, ChoiceProblem } from './choice.ts'
import { ambiguousDate } from './import-plan.server.ts'
import type { ImportRun } from './import-run.server.ts'
import { scoreWords } from './inspect.server.ts'

type Step = 'words' | 'sites' | 'check'

/**
 * What is left to say after the columns, before the file can be looked at; or what is wrong with them
 * that only the file itself can tell.
 */
export async function stepAfterColumns(
  db: Db,
  file: string,
  run: ImportRun,
  choice: Choice,
): Promise<Step | ChoiceProblem> {
  const encoding = run.encoding ?? undefined
  const { mapping } = choice
  const score = mapping.score as string
  const words = await scoreWords(file, score, encoding)
  if (words === 'no-scale') return { field: 'score', problem: 'words', value: score }
  if (mapping.at !== undefined && choice.dateOrder === undefined) {
    const date = await ambiguousDate(file, mapping.at, encoding)
    if (date !== null) return { field: 'dateOrder', problem: 'order', value: date }
  }
  const sites = await sitesToName(db, file, run, choice)
  if (sites === 'too-many') {
    return { field: 'unit', problem: 'sites', value: mapping.unit as string }
  }
  if (words.length > 0) return 'words'
  return allLeftOut(sites, choice) ? 'check' : 'sites'
}

/** Whether somebody said of each of them that it is none of ours; so of none at all. */
export function allLeftOut(unknown: Pick<UnknownSite, 'name'>[], { leftOut }: Choice): boolean {
  return unknown.every(({ name }) => leftOut.includes(name))
}

/**
 * The names of sites that a person has to be asked about: none where they all are known, or where new
 * ones were asked for and none sounds like a site there is. Asked again, what was said before is among them.
 */
export async function sitesToName(
  db: Db,
  file: string,
  { source, encoding }: ImportRun,
  { mapping, createUnits }: Choice,
  again = false,
): Promise<UnknownSite[] | 'too-many'> {
  if (mapping.unit === undefined) return []
  const asked = { source, column: mapping.unit, encoding: encoding ?? undefined, again }
  const unknown = await unknownSites(db, file, asked)
  if (!createUnits || again) return unknown
  return unknown !== 'too-many' && unknown.some(({ suggestion }) => suggestion) ? unknown : []
}

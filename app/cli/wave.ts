import { parseArgs } from 'node:util'
import type { Db } from '../../db/connect.ts'
import { note } from '../audit/note.server.ts'
import { closeWave, voidWave, waveReport } from '../pulse/close.server.ts'
import { codeWords } from '../pulse/manifest.ts'
import type { PublishedCell, Share } from '../pulse/report.ts'
import { allSurveys } from '../pulse/surveys/survey-store.server.ts'
import { launchWave } from '../pulse/launch.server.ts'
import { frozenTree, wave, waves, type Wave } from '../pulse/wave.server.ts'
import { InputError, UsageError, type Io } from './io.ts'
import { withDatabase } from './open.ts'

const DAYS_OPEN = 14

/**
 * `wave list`, `launch SURVEY [--closes TIME]`, `close ID [--void]`, `report ID`, each with `--json`. TIME is a day
 * (its end, in UTC) or an ISO time; without it a wave is open for two weeks. `--void` gives up a wave whose keys are
 * gone for good.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      closes: { type: 'string' },
      void: { type: 'boolean', default: false },
    },
  })
  const [action, subject, ...more] = positionals
  if (more.length > 0) throw new UsageError(`too many words: ${more.join(' ')}`)
  const say = (object: object, lines: string[]) => {
    if (values.json) io.out(JSON.stringify(object))
    else for (const line of lines) io.out(line)
  }
  if (action === 'list' && !subject) return withDatabase(io, (db) => list(db, say))
  if (!subject) throw new UsageError('wave needs list, launch SURVEY, close ID or report ID')
  return withDatabase(io, (db, { keyDir }) => {
    if (action === 'launch') return launch(db, keyDir, subject, values.closes, say)
    if (action === 'close') return close(db, keyDir, subject, values.void, say)
    if (action === 'report') return report(db, subject, say)
    throw new UsageError(`wave does not know "${action}"`)
  })
}

type Say = (object: object, lines: string[]) => void

function plain(wave: Wave) {
  return {
    id: wave.id,
    status: wave.status,
    outcome: wave.outcome,
    survey: wave.survey.id,
    version: wave.survey.version,
    launchedAt: wave.launchedAt.toISOString(),
    closesAt: wave.closesAt.toISOString(),
    eligible: wave.eligible,
    code: codes(wave.code),
  }
}

function codes(code: Wave['code']) {
  const words = (language: 'en' | 'ru' | 'he') => codeWords(code, language).join(' ')
  return { en: words('en'), ru: words('ru'), he: words('he') }
}

async function list(db: Db, say: Say): Promise<number> {
  const all = (await waves(db)).map(plain)
  const lines = all.map(
    (each) =>
      `${each.id} ${each.outcome ?? each.status} ${each.survey} v${each.version}, ${each.eligible} eligible, closes ${each.closesAt}`,
  )
  say({ waves: all }, lines.length > 0 ? lines : ['There is no wave yet: zveno wave launch SURVEY'])
  return 0
}

async function launch(
  db: Db,
  keyDir: string,
  surveyId: string,
  closes: string | undefined,
  say: Say,
): Promise<number> {
  const known = await allSurveys(db)
  const chosen = known.find((each) => each.id === surveyId)?.survey
  if (!chosen) {
    const ids = known.map(({ id, survey }) => `${id} (${survey.title.en})`).join(', ')
    throw new InputError(`There is no survey "${surveyId}"; there is: ${ids}.`)
  }
  const now = new Date()
  const launched = await launchWave(db, keyDir, chosen, closingTime(closes, now), now)
  if (launched === 'too-few') {
    throw new InputError('Fewer than six people could answer: no wave was launched.')
  }
  if (launched === 'ends-before-it-begins') {
    throw new InputError('--closes lies in the past: no wave was launched.')
  }
  const subject = { kind: 'wave', id: launched.waveId } as const
  const detail = { name: chosen.title.en }
  await note(db, { by: null, action: 'wave.launched', subject, detail }, now)
  const made = plain((await wave(db, launched.waveId))!)
  say(made, [
    `wave ${made.id}`,
    `closes ${made.closesAt}`,
    `code ${made.code.en}`,
    `code ${made.code.ru}`,
    `code ${made.code.he}`,
  ])
  return 0
}

function closingTime(closes: string | undefined, now: Date): Date {
  if (closes === undefined) return new Date(now.getTime() + DAYS_OPEN * 24 * 60 * 60 * 1000)
  const day = /^\d{4}-\d{2}-\d{2}$/.test(closes)
  const time = new Date(day ? `${closes}T23:59:59Z` : closes)
  if (!/^\d{4}-\d{2}-\d{2}/.test(closes) || Number.isNaN(time.getTime())) {
    throw new InputError(`--closes ${closes} is not a day such as 2027-01-31 or an ISO time.`)
  }
  return time
}

async function close(
  db: Db,
  keyDir: string,
  id: string,
  giveUp: boolean,
  say: Say,
): Promise<number> {
  const now = new Date()
  const outcome = giveUp
    ? await voidWave(db, keyDir, id, now)
    : await closeWave(db, keyDir, id, now)
  if (outcome === 'no-such-wave') throw noSuchWave(id)
  if (outcome === 'keys-missing') {
    throw new InputError(
      "KEY_DIR does not hold this wave's seal key, so no answer can be opened. If it is gone for good: zveno wave close ID --void",
    )
  }
  if (outcome !== 'already-closed') {
    await note(db, { by: null, action: 'wave.closed', subject: { kind: 'wave', id } }, now)
  }
  say({ id, outcome }, [`${id} ${outcome}`])
  return 0
}

async function report(db: Db, id: string, say: Say): Promise<number> {
  const shown = await waveReport(db, id)
  if (shown === 'no-such-wave') throw noSuchWave(id)
  if (typeof shown === 'string') {
    say({ wave: id, outcome: shown, cells: [] }, [`${id} ${shown}`])
    return 0
  }
  const tree = await frozenTree(db, id)
  const names = new Map(tree?.units.map((unit) => [unit.id, `${unit.code} ${unit.name}`]))
  const units = tree?.units.map(({ id, code, name, parent }) => ({ id, code, name, parent })) ?? []
  const { eligible, redeemed, withdrawn, unreadable } = shown.counts
  say({ outcome: 'published', units, ...shown }, [
    `${redeemed} of ${eligible} answered, ${withdrawn} withdrawn, ${unreadable} unreadable`,
    ...shown.cells.map((cell) => `${names.get(cell.unit)}: ${cell.question} ${words(cell)}`),
  ])
  return 0
}

function words(cell: PublishedCell): string {
  const round = (value: number) => value.toFixed(1)
  if (cell.shown === 'nearly-all') return `n ${cell.n}, nearly all the same`
  if (cell.shown === 'band') return `n ${cell.n}, favourable: ${cell.band}`
  if (cell.shown === 'choice')
    return `n ${cell.n}, options ${cell.distribution.map(share).join(', ')}`
  const { value, low, high } = cell.shown === 'item' ? cell.mean : cell.enps
  return `n ${cell.n}, ${round(value)} (${round(low)} to ${round(high)})`
}

function share(part: Share): string {
  if (part === 'under-10') return '< 10 %'
  return part === 'over-90' ? '> 90 %' : `${Math.round(100 * part)} %`
}

function noSuchWave(id: string): InputError {
  return new InputError(`There is no wave ${id}: zveno wave list`)
}

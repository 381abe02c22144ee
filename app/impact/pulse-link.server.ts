import type { Db } from '../../db/connect.ts'
import type { Locale } from '../i18n/locale.ts'
import { company } from '../people/company.server.ts'
import { siteOf } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import type { Cell } from '../pulse/report.ts'
import { waveCells } from '../pulse/results/past.server.ts'
import { waves } from '../pulse/wave.server.ts'
import { VALUE_FROM } from '../statistics/gate.ts'
import { type Counts, npsOf, sizeOf, sumOfCounts } from '../statistics/scores.ts'
import { answerMonths } from './answer.server.ts'
import type { PulseLink, PulseQuestion } from './pulse-link.ts'
import { reckoned } from './reckoning.server.ts'
import { TOGETHER } from './score.ts'
import { PULSE, PULSE_ROWS, store, storedRows } from './stored.server.ts'
import { monthsTo } from './window.ts'

/** The stored result: the newest published wave beside the twelve months of answers. */
export interface StoredPulse extends PulseLink {
  /** Sites there are. */
  sites: number
  /** What was asked, by the question's id. */
  texts: Record<string, Record<Locale, string>>
  /** When the wave ended; null where none was ever published. */
  ended: number | null
  from: string
  to: string
  computedAt: number
}

/** A place a row: its NPS, and its published figure of each question, by id. */
export interface PulseRows {
  questions: string[]
  rows: { place: string; nps: number; figures: Record<string, number> }[]
}

/**
 * Puts the **published cells** of the newest closed wave beside the sites' scores of the twelve months up to `now` and
 * stores what can be said. Nothing of a pulse but what every screen shows already comes in here: a hidden cell, a band
 * and "nearly all" have no figure and stay out. Doing it twice is doing it once.
 */
export async function recomputePulse(db: Db, now: Date): Promise<void> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone)
  const window = { from: months[0] as string, to: months.at(-1) as string }
  const units = await unitTree(db)
  const counts = new Map<string, Counts[]>()
  for (const unit of units) {
    const site = siteOf(units, unit.id)
    if (site) counts.set(site.id, [])
  }
  for (const row of await answerMonths(db, window)) {
    const site = siteOf(units, row.unitId)
    if (site && TOGETHER.includes(row.collectedBy)) counts.get(site.id)?.push(row)
  }
  // By their random ids: the order is that of the numbers in the rows, and says nothing of a place.
  const scored = [...counts]
    .map(([siteId, rows]) => ({ siteId, answers: sumOfCounts(rows) }))
    .filter(({ answers }) => sizeOf(answers) >= VALUE_FROM)
    .sort((a, b) => (a.siteId < b.siteId ? -1 : 1))

  const [wave] = (await waves(db))
    .filter(({ outcome }) => outcome === 'published')
    .toSorted((a, b) => (b.endedAt?.getTime() ?? 0) - (a.endedAt?.getTime() ?? 0))
  const cellOf = wave && (await waveCells(db, wave.id, [...counts.keys()]))
  const asked = (wave?.survey.questions ?? []).filter(({ kind }) => {
    return kind === 'item' || kind === 'enps'
  })
  const questions = asked.map(({ id }): PulseQuestion => ({
    question: id,
    places: scored.flatMap(({ siteId, answers }, at) => {
      const pulse = cellOf ? figureOf(cellOf(siteId, id)) : null
      const place = `place-${at + 1}`
      return pulse === null ? [] : [{ place, pulse, nps: npsOf(answers) as number }]
    }),
  }))
  const result = {
    ...(await reckoned('pulse', questions, scored.length)),
    sites: counts.size,
    texts: Object.fromEntries(asked.map(({ id, text }) => [id, text])),
    ended: wave?.endedAt?.getTime() ?? null,
    ...window,
  }
  await store(db, now, { [PULSE]: result, [PULSE_ROWS]: rowsOf(questions) })
}

/** What is published as a number: the mean of an item, or the points of eNPS. */
function figureOf(cell: Cell): number | null {
  if (cell.shown === 'item') return cell.mean.value
  return cell.shown === 'enps' ? cell.enps.value : null
}

function rowsOf(questions: readonly PulseQuestion[]): PulseRows {
  const rows = new Map<string, PulseRows['rows'][number]>()
  for (const { question, places } of questions) {
    for (const { place, pulse, nps } of places) {
      const row = rows.get(place) ?? { place, nps, figures: {} }
      rows.set(place, row)
      row.figures[question] = pulse
    }
  }
  return { questions: questions.map(({ question }) => question), rows: [...rows.values()] }
}

/** The rows that the stored result was made of; null before the first time. */
export async function pulseRows(db: Db): Promise<PulseRows | null> {
  return storedRows<PulseRows>(db, PULSE_ROWS)
}

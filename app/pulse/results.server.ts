import type { Db } from '../../db/connect.ts'
import { waveReport } from './close.server.ts'
import { type Change, changeOf } from './present.ts'
import {
  cellAt,
  type Cell,
  type DriverLink,
  type DriverRank,
  type Report,
  type UnitCount,
} from './report.ts'
import { type ShownComment, shownComments, topicCounts } from './results/comment.server.ts'
import { pathIn } from './results/reading.server.ts'
import type { Question } from './survey.ts'
import { frozenTree, wave, type Wave } from './wave.server.ts'

type Named = { id: string; name: string }

export interface CellRow {
  unit: Named
  cell: Cell
  /** Since the wave before of the same survey; null where there is none or it has no figure here. */
  change: Change | null
}

export interface QuestionResult {
  question: Pick<Question, 'id' | 'kind' | 'text' | 'options' | 'driver'>
  /** The company first, then down to the unit asked for. */
  rows: CellRow[]
  comments: {
    unit: Named
    /** How often each topic stands with them. */
    topics: { name: string; comments: number }[]
    words: Pick<ShownComment, 'text' | 'topics'>[]
  }[]
}

export interface Results {
  /** From the company down to the unit asked for. */
  path: Named[]
  below: Named[]
  questions: QuestionResult[]
  counts: Omit<Report['counts'], 'units'>
  /** Of the units below the company, whose own numbers are in `counts`. */
  unitCounts: { unit: Named; redeemed: UnitCount['redeemed'] }[]
  /** Figures shown in all, and the fewest answers behind any of them or any difference of them. */
  certificate: { figures: number; fewest: number }
  ranking: (DriverLink & { text: Question['text'] })[]
  driverRanking: DriverRank[]
  /** When the wave before ended; its figures are what changes are counted from. */
  before: number | null
}

/**
 * What a closed wave shows on the way from the company down to `unitId`: the same for everybody who asks. A unit that
 * was not there at launch stands for the company. 'too-few', 'void' and 'not-closed' say why there is nothing.
 */
export async function waveResults(
  db: Db,
  shown: Wave,
  unitId: string | null,
): Promise<Results | 'too-few' | 'void' | 'not-closed'> {
  const tree = await frozenTree(db, shown.id)
  if (!tree) throw new Error('a wave without its frozen tree')
  const path = pathIn(tree, unitId)
  const units = path.map(({ id }) => id)
  const report = await waveReport(db, shown.id, units)
  if (report === 'no-such-wave') throw new Error('a frozen tree without its wave')
  if (typeof report === 'string') return report
  const comments = await shownComments(db, shown.id, { units })
  const before = await waveBefore(db, shown)
  const earlier = before && (await waveReport(db, before.id, units))
  const compared = typeof earlier === 'object' ? earlier : null
  const last = path.at(-1)!

  return {
    path,
    below: tree.units.flatMap(({ id, name, parent }) => (parent === last.id ? [{ id, name }] : [])),
    questions: shown.survey.questions.map(({ id, kind, text, options, driver }) => ({
      question: { id, kind, text, options, driver },
      rows:
        kind === 'comment'
          ? []
          : path.map((unit) => {
              const cell = cellAt(report, unit.id, id)
              const change = compared && changeOf(cellAt(compared, unit.id, id), cell)
              return { unit, cell, change }
            }),
      comments: path.flatMap((unit) => {
        const words = comments
          .filter((comment) => comment.unit === unit.id && comment.question === id)
          .map(({ text, topics }) => ({ text, topics }))
        return words.length === 0 ? [] : [{ unit, topics: topicCounts(words), words }]
      }),
    })),
    counts: {
      eligible: report.counts.eligible,
      issued: report.counts.issued,
      redeemed: report.counts.redeemed,
      withdrawn: report.counts.withdrawn,
      unreadable: report.counts.unreadable,
    },
    unitCounts: path.slice(1).flatMap((unit) => {
      const counted = report.counts.units.find((one) => one.unit === unit.id)
      return counted ? [{ unit, redeemed: counted.redeemed }] : []
    }),
    certificate: certified(report),
    ranking: report.ranking.map((link) => ({
      ...link,
      text: shown.survey.questions.find(({ id }) => id === link.question)!.text,
    })),
    driverRanking: report.driverRanking,
    before: compared && before ? (before.endedAt ?? before.closesAt).getTime() : null,
  }
}

/** The last published wave of the same survey, in the same wording, that ended before this one did. */
async function waveBefore(db: Db, shown: Wave): Promise<Wave | null> {
  const row = await db
    .selectFrom('pulse_wave')
    .where('survey_id', '=', shown.survey.id)
    .where('survey_version', '=', shown.survey.version)
    .where('outcome', '=', 'published')
    .where('ended_at', '<', (shown.endedAt ?? shown.closesAt).getTime())
    .orderBy('ended_at', 'desc')
    .limit(1)
    .select('id')
    .executeTakeFirst()
  return row ? wave(db, row.id) : null
}

/**
 * By the certificate alone, which holds one number for every figure: reading each cell of a large company would cost
 * more than the page. What stands at the end of a branch is its own remainder, so no cell has fewer than the fewest.
 */
function certified({ certificate }: Report): Results['certificate'] {
  const rests = certificate.flatMap(({ residuals }) => Object.values(residuals))
  const lowest = new Map<string, Report['certificate'][number]>()
  for (const each of certificate) {
    const known = lowest.get(each.question)
    if (each.of === 'answers' && !(known && known.threshold <= each.threshold)) {
      lowest.set(each.question, each)
    }
  }
  const figures = [...lowest.values()].map(({ residuals }) => Object.keys(residuals).length)
  return {
    figures: figures.reduce((sum, count) => sum + count, 0),
    fewest: Math.min(...rests.filter((rest) => rest > 0)),
  }
}

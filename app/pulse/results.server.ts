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
import { pastWaves } from './results/past.server.ts'
import { pathIn } from './results/reading.server.ts'
import { askedAlike, type PastWave } from './results/trend.ts'
import type { Question } from './survey.ts'
import { frozenTree, type Wave } from './wave.server.ts'

type Named = { id: string; name: string }

export interface CellRow {
  unit: Named
  cell: Cell
  /** Since the last wave that asked any of it alike; null where there is none or it has no figure here. */
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
  const past = await pastWaves(db, (shown.endedAt ?? shown.closesAt).getTime(), units)
  const own = past.find(({ id }) => id === shown.id)
  const before = own && past.findLast((one) => one !== own && figuresAlike(own, one).size > 0)
  const alike = before ? figuresAlike(own, before) : new Set<string>()
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
              const change =
                before && alike.has(id) ? changeOf(before.cellOf(unit.id, id), cell) : null
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
    before: before?.endedAt ?? null,
  }
}

/** Questions with a figure that can be compared: a wave of comments alone is nothing to stand beside. */
function figuresAlike(one: PastWave, other: PastWave): Set<string> {
  const alike = askedAlike(one, other)
  const figures = one.survey.questions.filter(({ kind }) => kind === 'enps' || kind === 'item')
  return new Set(figures.map(({ id }) => id).filter((id) => alike.has(id)))
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

import { shuffle } from '../statistics/random.ts'
import {
  hideUnanimousRemainders,
  nearestOf,
  nearlyAll,
  plantTree,
  residuals,
  settle,
  suppress,
  totals,
  type Tree,
} from './disclosure.ts'
import { choiceCell, enpsCell, itemCell } from './present.ts'
import {
  type Cell,
  type Certificate,
  type ClosingReport,
  type CompanyCounts,
  detailOnly,
  type DriverScore,
  type FrozenQuestion,
  type FrozenWave,
  type PublishedCell,
  type UnitCount,
} from './report.ts'
import { driverItems, driverScore, indexScore, LOYALTY_INDEX } from './results/driver.ts'
import { driverRanking, itemRanking } from './results/ranking.ts'
import { range, type Answer } from './survey.ts'
import { LOYALTY } from './surveys/bank.ts'

/** Where a wave stands after close: which unit each answer counts for. */
type Settled = { wave: FrozenWave; tree: Tree; answers: { at: number; answer: Answer }[] }

/**
 * All that will ever be shown of a wave, from the opened answers that fit its questions; the caller
 * then destroys them. `counts` are the protocol's rows at close. `random` gives numbers in [0, 1) and
 * orders the comments, so at close it must be one that nobody can guess. Otherwise pure: the same
 * answers in any order give the same report. `too-few` where fewer than six are left in all.
 */
export function publishReport(
  wave: FrozenWave,
  answers: readonly Answer[],
  counts: CompanyCounts,
  random: () => number,
): ClosingReport | 'too-few' {
  if (answers.length < wave.thresholds.cell) return 'too-few'
  const tree = plantTree(wave.units)
  const unitOf = new Map(wave.groups.map((group) => [group.id, tree.at.get(group.unit)!]))
  const redeemed = tree.ids.map(() => 0)
  const from = answers.map((answer) => {
    const unit = unitOf.get(answer.group)
    if (unit === undefined) throw new Error('an answer of a group that is not in the wave')
    redeemed[unit]!++
    return unit
  })
  const target = settle(tree, redeemed, wave.thresholds.cell)
  const settled: Settled = {
    wave,
    tree,
    answers: answers.map((answer, i) => ({ at: target[from[i]!]!, answer })),
  }

  const published = wave.questions.map((question) => publishQuestion(settled, question))
  const comments = wave.questions.map((question) => publishComments(settled, question.id))
  const cells = published.flatMap((each) => each.cells)
  // Sorted first, or a poor shuffle could keep something of the order of the envelopes.
  const words = comments.flatMap((each) => each.comments).sort(byText)
  const places = words.map((_, i) => i)
  shuffle(places, random)
  return {
    wave: wave.id,
    thresholds: wave.thresholds,
    cells,
    drivers: driverScores(wave, cells),
    ranking: itemRanking(wave.questions, answers),
    driverRanking: driverRanking(wave.questions, answers),
    certificate: [...published, ...comments].flatMap((each) => each.certificate),
    comments: places.map((place) => words[place]!),
    counts: {
      eligible: wave.groups.reduce((sum, group) => sum + group.eligible, 0),
      ...counts,
      units: publishCounts(wave, tree, redeemed),
    },
  }
}

type ClosingComment = ClosingReport['comments'][number]

function byText(a: ClosingComment, b: ClosingComment): number {
  const key = ({ unit, question, text, thread }: ClosingComment) =>
    `${unit}\n${question}\n${text}\n${thread}`
  return key(a) < key(b) ? -1 : 1
}

/**
 * The cells of a question. An item has its pattern at six and, for its distribution, one at ten
 * within it; eNPS and a choice are shown at ten only. Both patterns read counts; then units are hidden whose values
 * would give away a remainder that is nearly unanimous.
 */
function publishQuestion(
  { wave, tree, answers }: Settled,
  { id: question, kind, options }: FrozenQuestion,
): { cells: PublishedCell[]; certificate: Certificate[] } {
  const scale = range({ kind, options })
  if (scale === null) return { cells: [], certificate: [] }
  const { cell: six, detail: ten } = wave.thresholds
  const steps = scale.high - scale.low + 1
  const own = tree.ids.map(() => Array.from({ length: steps }, () => 0))
  for (const { at, answer } of answers) {
    const value = answer.answers[question]
    if (value !== undefined) own[at]![value - scale.low]!++
  }
  const sizes = own.map((values) => values.reduce((sum, count) => sum + count, 0))

  const countedAtSix = suppress(tree, sizes, six)
  const countedAtTen = suppress(tree, sizes, ten, countedAtSix)
  const atSix = detailOnly(kind) ? null : hideUnanimousRemainders(tree, own, countedAtSix)
  const atTen = hideUnanimousRemainders(
    tree,
    own,
    countedAtTen.map((shown, v) => shown && (atSix === null || atSix[v]!)),
  )
  const byValue = own[0]!.map((_, value) =>
    totals(
      tree,
      own.map((values) => values[value]!),
    ),
  )
  const cells = (atSix ?? atTen).flatMap((shown, v) => {
    if (!shown) return []
    const values = byValue.map((all) => all[v]!)
    const place = { unit: tree.ids[v]!, question }
    if (kind === 'enps') return [enpsCell(place, values)]
    if (kind === 'choice') return [choiceCell(place, values)]
    return [itemCell(place, values, atTen[v]!)]
  })
  const certified = (threshold: number, pattern: boolean[]): Certificate => ({
    question,
    of: 'answers',
    threshold,
    residuals: byId(tree, residuals(tree, sizes, pattern)),
  })
  return {
    cells,
    certificate: [...(atSix === null ? [] : [certified(six, atSix)]), certified(ten, atTen)],
  }
}

function byId(tree: Tree, rests: Map<number, number>): Record<string, number> {
  return Object.fromEntries([...rests].map(([v, rest]) => [tree.ids[v]!, rest]))
}

/** Comments in their own pattern at ten; one marked for the company counts as the root's own. */
function publishComments(
  { wave, tree, answers }: Settled,
  question: string,
): { comments: ClosingComment[]; certificate: Certificate[] } {
  const written = answers.flatMap(({ at, answer }) =>
    answer.comments
      .filter((comment) => comment.question === question)
      .map(({ companyLevel, text, thread, key }) => ({
        at: companyLevel ? tree.root : at,
        words: { text, ...(thread !== undefined && { thread, key }) },
      })),
  )
  const sizes = tree.ids.map(() => 0)
  for (const { at } of written) sizes[at]!++
  const pattern = suppress(tree, sizes, wave.thresholds.detail)
  if (!pattern[tree.root]) return { comments: [], certificate: [] }
  const nearest = nearestOf(tree, pattern)
  return {
    comments: written.map(({ at, words }) => ({
      unit: tree.ids[nearest[at]!]!,
      question,
      ...words,
    })),
    certificate: [
      {
        question,
        of: 'comments',
        threshold: wave.thresholds.detail,
        residuals: byId(tree, residuals(tree, sizes, pattern)),
      },
    ],
  }
}

/**
 * How many answered, where ten did and it can be told; "nearly" within three of everybody or nobody,
 * and a unit is left out where it would tell that of the others.
 */
function publishCounts(wave: FrozenWave, tree: Tree, redeemed: readonly number[]): UnitCount[] {
  const within = 4
  const eligible = tree.ids.map(() => 0)
  for (const group of wave.groups) eligible[tree.at.get(group.unit)!] = group.eligible
  const own = redeemed.map((n, v) => [n, Math.max(0, eligible[v]! - n)])
  const counted = suppress(tree, redeemed, wave.thresholds.detail)
  const shown = hideUnanimousRemainders(tree, own, counted, within)
  const answered = totals(tree, redeemed)
  const all = totals(tree, eligible)
  return shown.flatMap((here, v): UnitCount[] => {
    if (!here) return []
    const n = answered[v]!
    const unit = tree.ids[v]!
    if (!nearlyAll([n, Math.max(0, all[v]! - n)], within)) return [{ unit, redeemed: n }]
    return [{ unit, redeemed: 2 * n >= all[v]! ? 'nearly-all' : 'nearly-none' }]
  })
}

function driverScores(wave: FrozenWave, cells: readonly PublishedCell[]): DriverScore[] {
  const drivers = driverItems(wave.questions)
  const at = new Map(cells.map((cell) => [`${cell.unit}\n${cell.question}`, cell]))
  return wave.units.flatMap(({ id: unit }) => {
    const cellOf = (question: string): Cell =>
      at.get(`${unit}\n${question}`) ?? { unit, question, shown: 'hidden' }
    const scores = new Map(
      [...drivers].map(([driver, items]) => [driver, driverScore(items.map(cellOf))]),
    )
    scores.set(LOYALTY_INDEX, indexScore(LOYALTY.map((driver) => scores.get(driver) ?? null)))
    return [...scores].flatMap(([driver, score]) =>
      score === null ? [] : [{ unit, driver, mean: score.value }],
    )
  })
}

import { nearestOf, plantTree } from './disclosure.ts'
import {
  detailOnly,
  type FrozenQuestion,
  type FrozenWave,
  type PublishedCell,
  type Report,
} from './report.ts'

/** What breaks a promise, in words for the operator. */
type Fault = string

/**
 * The disclosure audit of a stored report by its own figures alone, for `zveno verify`: empty where
 * every promise holds. Remainders are reckoned again from the cells' n.
 */
export function auditReport(
  wave: Pick<FrozenWave, 'units' | 'questions'>,
  report: Report,
): Fault[] {
  return wave.questions.flatMap((question) => [
    ...auditCells(wave, report, question),
    ...auditComments(report, question.id),
  ])
}

function auditCells(
  wave: Pick<FrozenWave, 'units'>,
  report: Report,
  { id, kind }: FrozenQuestion,
): Fault[] {
  const { cell: six, detail: ten } = report.thresholds
  const cells = report.cells.filter((cell) => cell.question === id)
  const atTen = certified(report, id, ten)
  const atSix = detailOnly(kind) ? atTen : certified(report, id, six)
  if (cells.length !== atSix.size || cells.some((cell) => !atSix.has(cell.unit))) {
    return [`${id}: the cells are not those of the certificate`]
  }
  const n = new Map(cells.map((cell) => [cell.unit, cell.n]))
  const outside = [...atTen.keys()].filter((unit) => !atSix.has(unit))
  if (outside.length > 0) {
    return outside.map((unit) => `${id}: ${unit} is shown at ${ten} but not at ${six}`)
  }
  return [
    ...(detailOnly(kind) ? [] : auditRemainders(wave, id, n, atSix, six)),
    ...auditRemainders(wave, id, n, atTen, ten),
    ...cells.flatMap((cell) => auditCell(cell, kind, atTen, report.thresholds)),
  ]
}

function certified(report: Report, question: string, threshold: number): Map<string, number> {
  const found = report.certificate.find(
    (each) => each.question === question && each.of === 'answers' && each.threshold === threshold,
  )
  return new Map(Object.entries(found?.residuals ?? {}))
}

function auditRemainders(
  wave: Pick<FrozenWave, 'units'>,
  question: string,
  n: ReadonlyMap<string, number>,
  certificate: ReadonlyMap<string, number>,
  threshold: number,
): Fault[] {
  if (certificate.size === 0) return []
  const tree = plantTree(wave.units)
  const pattern = tree.ids.map((id) => certificate.has(id))
  if (!pattern[tree.root]) {
    return [`${question}: units are shown at ${threshold}, the whole company is not`]
  }
  const nearest = nearestOf(tree, pattern)
  const rests = new Map([...certificate.keys()].map((unit) => [unit, n.get(unit)!]))
  pattern.forEach((shown, v) => {
    if (!shown || v === tree.root) return
    const holder = tree.ids[nearest[tree.parent[v]!]!]!
    rests.set(holder, rests.get(holder)! - n.get(tree.ids[v]!)!)
  })
  return [...rests].flatMap(([unit, rest]) => [
    ...(rest === certificate.get(unit)
      ? []
      : [`${question}: the certificate of ${unit} at ${threshold} is not what its cells give`]),
    ...(rest === 0 || rest >= threshold
      ? []
      : [`${question}: beyond what is shown below it ${unit} holds fewer than ${threshold}`]),
  ])
}

function auditCell(
  cell: PublishedCell,
  kind: FrozenQuestion['kind'],
  atTen: ReadonlyMap<string, number>,
  { cell: six, detail: ten }: Report['thresholds'],
): Fault[] {
  const least = detailOnly(kind) ? ten : six
  const detailed = cell.shown === 'item' && cell.distribution !== null
  return [
    ...(cell.n < least ? [`${cell.question}: ${cell.unit} shows fewer than ${least} answers`] : []),
    ...(detailed && !atTen.has(cell.unit)
      ? [`${cell.question}: ${cell.unit} shows a distribution outside the pattern at ${ten}`]
      : []),
  ]
}

function auditComments(report: Report, question: string): Fault[] {
  const standing = new Map<string, number>()
  for (const { unit, question: of } of report.comments) {
    if (of === question) standing.set(unit, (standing.get(unit) ?? 0) + 1)
  }
  return [...standing].flatMap(([unit, count]) =>
    count < report.thresholds.detail
      ? [`${question}: fewer than ${report.thresholds.detail} comments stand at ${unit}`]
      : [],
  )
}

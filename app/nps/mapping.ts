import { z } from 'zod'
import { dayIn } from './day.ts'
import { satisfactionIn } from './degree.ts'
import { figureIn, isMissing, plain, scoreIn } from './score.ts'

/** What a file may tell about an answer, by the words used on the command line. */
export const FIELDS = [
  'score',
  'at',
  'unit',
  'touchpoint',
  'comment',
  'improve',
  'id',
  'satisfaction',
  'intent',
  'visits',
  'basket',
  'contact',
] as const
export type Field = (typeof FIELDS)[number]

/** Field → name of the column that holds it. */
export const Mapping = z
  .partialRecord(z.enum(FIELDS), z.string().min(1).max(500))
  .refine((mapping) => mapping.score !== undefined, { path: ['score'], error: 'score' })
export type Mapping = Partial<Record<Field, string>>

/**
 * Parts of headers, in English, Russian, Hebrew and French, that name a field; the sooner in the list
 * the surer. `id` only where it says whose: a bare "id" is as often the customer's, who may answer twice.
 */
const HEADERS: Record<Field, string[]> = {
  score: [
    ...['nps', 'score', 'rating', 'recommend', 'likely', 'grade', 'recommander', 'note'],
    ...['рекоменд', 'оценка', 'балл', 'ציון', 'דירוג', 'להמליץ', 'המלצה', 'ממליצ'],
  ],
  at: [
    ...[
      'submit date',
      'end date',
      'recorded date',
      'created at',
      'timestamp',
      'date',
      'time',
      'answered',
      'submitted',
      'completed',
      'horodateur',
      'jour',
    ],
    ...['day', 'день', 'יום'],
    ...['отметка времени', 'дата', 'время', 'חותמת זמן', 'תאריך', 'זמן'],
  ],
  unit: [
    ...['site', 'store', 'branch', 'shop', 'location', 'surgery', 'unit', 'magasin', 'agence'],
    ...['point de vente', 'филиал', 'магазин', 'подразделение', 'центр', 'סניף', 'חנות', 'אתר'],
  ],
  touchpoint: [
    ...['touchpoint', 'touch point', 'point de contact', 'точка контакта', 'точка касания'],
    ...['נקודת מגע'],
  ],
  comment: [
    ...['comment', 'why', 'reason', 'explication', 'pourquoi', 'verbatim', 'commentaire', 'raison'],
    ...['комментарий', 'почему', 'причина', 'отзыв', 'הערה', 'הערות', 'למה', 'מדוע', 'סיבה'],
  ],
  improve: [
    ...['improve', 'better', 'make it a ten', 'ameliorer', 'mieux', 'улучш', 'десят', 'לשפר'],
    ...['שיפור'],
  ],
  id: [
    ...['response id', 'responseid', 'answer id', 'external id', 'submission id', 'respondent id'],
    ...['id ответа', 'id reponse', 'מזהה תשובה'],
  ],
  satisfaction: ['satisfaction', 'satisfied', 'csat', 'удовлетвор', 'שביעות רצון'],
  intent: ['intention', 'intent', 'buy again', 'revenir', 'намерен', 'כוונה'],
  visits: ['visits', 'nbpassage', 'passages', 'visites', 'визит', 'посещен', 'ביקורים'],
  basket: ['basket', 'caticket', 'panier', 'spend', 'средний чек', 'чек', 'סל קניות', 'סל'],
  // Never by a guess: how to reach a person is taken only where somebody decides it.
  contact: [],
}

const bare = (header: string) =>
  plain(header)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** How well a header names a field: 0 not at all; its whole text, the start of a word, inside a word. */
function likeness(header: string, field: Field): number {
  const text = bare(header)
  let best = 0
  HEADERS[field].map(bare).forEach((part, index) => {
    const sure = 1 - index / 100
    if (text === part) best = Math.max(best, 30 + sure)
    else if (` ${text}`.includes(` ${part}`)) best = Math.max(best, 20 + sure)
    else if (part.length >= 5 && text.includes(part)) best = Math.max(best, 10 + sure)
  })
  return best
}

/** Whether what stands in the column could be the field; a column without a value could be anything. */
function fits(field: Field, cells: string[]): boolean {
  const filled = cells.filter((cell) => !isMissing(cell))
  if (filled.length === 0) return true
  const share = (is: (cell: string) => boolean) => filled.filter(is).length / filled.length
  const isFigure = (cell: string) => typeof figureIn(cell) === 'number'
  const words = new Set(filled.map(plain)).size
  switch (field) {
    case 'score': {
      const isScore = (cell: string) => scoreIn(cell, new Map()) !== undefined
      return share(isScore) >= 0.5 || (share(isFigure) < 0.2 && words <= 12)
    }
    case 'at':
      return share((cell) => (dayIn(cell, 'dmy') ?? dayIn(cell, 'mdy')) !== null) >= 0.5
    case 'comment':
    case 'improve':
      return share(isFigure) < 0.5
    case 'unit':
    case 'touchpoint':
      return share((cell) => cell.length <= 100 && dayIn(cell, 'dmy') === null) >= 0.8
    case 'id':
      return words === filled.length
    case 'satisfaction':
      return share((cell) => typeof satisfactionIn(cell) === 'number') >= 0.8
    default:
      return share(isFigure) >= 0.8
  }
}

/**
 * Proposes which column holds what, by the headers and by the first rows; a person confirms it. Every
 * column is used once, the surest likeness first.
 */
export function guessMapping(columns: string[], rows: string[][]): Mapping {
  const pairs = FIELDS.flatMap((field) =>
    columns.map((column, index) => ({ field, column, index, likeness: likeness(column, field) })),
  )
    .filter((pair) => pair.likeness > 0)
    .filter((pair) =>
      fits(
        pair.field,
        rows.map((row) => row[pair.index] ?? ''),
      ),
    )
    .sort((a, b) => b.likeness - a.likeness)
  const mapping: Mapping = {}
  const used = new Set<number>()
  // Typeform calls the id of an answer by a mere sign.
  const sign = columns.indexOf('#')
  if (sign !== -1 && columns.some((column) => /^network id$/i.test(column))) {
    mapping.id = '#'
    used.add(sign)
  }
  for (const { field, column, index } of pairs) {
    if (mapping[field] !== undefined || used.has(index)) continue
    mapping[field] = column
    used.add(index)
  }
  return mapping
}

/**
 * Reads `score=nps,at=time,…`. Column names may hold commas and equal signs: a comma ends one only
 * where a field's name and "=" follow. Gives the first part that makes no sense where there is one.
 */
export function mappingFrom(text: string): { mapping: Mapping } | { unclear: string } {
  const fields = FIELDS.join('|')
  const parts = text.split(new RegExp(`,(?=\\s*(?:${fields})\\s*=)`))
  const mapping: Mapping = {}
  for (const part of parts) {
    const found = new RegExp(`^\\s*(${fields})\\s*=([^]+)$`).exec(part)
    const field = found?.[1] as Field | undefined
    if (!field || mapping[field] !== undefined) return { unclear: part.trim() }
    mapping[field] = found?.[2] as string
  }
  return { mapping }
}

import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import type { Wave } from '../wave.server.ts'
import { type ShownComment, shownComments, topicCounts } from './comment.server.ts'
import { type Reading, type UnitReading, unitReading } from './reading.server.ts'

/** What a leader reads of a unit in ten seconds, and what anybody may take along on paper. */
export interface UnitPage extends UnitReading {
  enps: Reading | null
  index: Reading | null
  /** Strongest first as far as they have a figure; single statements where each driver stands on one. */
  drivers: Reading[]
  moved: Reading[]
  /** Whether any measure has an earlier one to stand beside. */
  compared: boolean
  comments: (Pick<ShownComment, 'id' | 'text' | 'topics'> & { asked: string })[]
  topics: { name: string; comments: number }[]
}

/** Null where the wave had no such unit or shows nothing. */
export async function unitPage(
  db: Db,
  shown: Wave,
  unitId: string,
  locale: Locale,
): Promise<UnitPage | null> {
  const reading = await unitReading(db, shown, unitId, locale)
  if (!reading) return null
  const comments = await shownComments(db, shown.id, { units: [unitId] })
  const text = new Map(shown.survey.questions.map((question) => [question.id, question.text]))
  const { readings } = reading
  const figured = readings.filter(({ kind, shown }) => kind !== 'item' && shown.shown === 'figure')
  return {
    ...reading,
    enps: readings.find(({ kind }) => kind === 'enps') ?? null,
    index: readings.find(({ kind }) => kind === 'index') ?? null,
    drivers: readings.filter(({ kind }) => kind === 'driver'),
    moved: figured.filter(({ change }) => change && change.outcome !== 'cannot-tell'),
    compared: figured.some(({ change }) => change !== null),
    comments: comments.map(({ id, text: words, topics, question }) => ({
      id,
      text: words,
      topics,
      asked: text.get(question)?.[locale] ?? '',
    })),
    topics: topicCounts(comments),
  }
}

import { randomBytes } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { type WrittenSurvey, writtenSurveys } from '../survey.server.ts'
import { bank } from './bank.server.ts'
import { composed, SurveyDefinition } from './definition.ts'

/** A survey in one version: of `content/`, or built by HR. */
export interface StoredSurvey extends WrittenSurvey {
  source: 'content' | 'hr'
  /** Epoch ms; null for those of the content. */
  savedAt: number | null
  archivedAt: number | null
}

/** Surveys that a wave can be launched with, each in its newest version: those of the content, then HR's by age. */
export async function allSurveys(db: Db): Promise<StoredSurvey[]> {
  return (await surveysWithArchived(db)).filter(({ archivedAt }) => archivedAt === null)
}

/** As `allSurveys`, with what was archived. */
export async function surveysWithArchived(db: Db): Promise<StoredSurvey[]> {
  const rows = await stored(db)
    .where((eb) =>
      eb(
        'v.version',
        '=',
        eb
          .selectFrom('pulse_survey_version as newest')
          .whereRef('newest.survey_id', '=', 's.id')
          .select((of) => of.fn.max('newest.version').as('version')),
      ),
    )
    .orderBy('s.created_at')
    .orderBy('s.id')
    .execute()
  return [...ofContent(), ...rows.map(read)]
}

/** The newest version of a survey, archived or not; null where there is none of this id. */
export async function storedSurvey(db: Db, id: string): Promise<StoredSurvey | null> {
  return (await surveyVersions(db, id))[0] ?? null
}

/** All versions of a survey, the newest first; a survey of the content is known in the present one only. */
export async function surveyVersions(db: Db, id: string): Promise<StoredSurvey[]> {
  const written = ofContent().find((survey) => survey.id === id)
  if (written) return [written]
  const rows = await stored(db).where('s.id', '=', id).orderBy('v.version', 'desc').execute()
  return rows.map(read)
}

/** Stores a new survey in its first version; returns its id. */
export async function createSurvey(
  db: Db,
  definition: SurveyDefinition,
  now: Date,
): Promise<string> {
  const id = `hr-${randomBytes(8).toString('hex')}`
  composed(definition, bank(), id, 1)
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('pulse_survey')
      .values({ id, created_at: now.getTime(), archived_at: null })
      .execute()
    await trx
      .insertInto('pulse_survey_version')
      .values({
        survey_id: id,
        version: 1,
        definition: JSON.stringify(definition),
        saved_at: now.getTime(),
      })
      .execute()
  })
  return id
}

/**
 * Stores what HR changed as the version after `basedOn`; no stored version is ever changed, since waves were launched
 * with it. 'changed-meanwhile': somebody saved a version after `basedOn`, and this one is not stored.
 */
export async function saveVersion(
  db: Db,
  id: string,
  basedOn: number,
  definition: SurveyDefinition,
  now: Date,
): Promise<'saved' | 'unchanged' | 'changed-meanwhile' | 'no-such-survey'> {
  composed(definition, bank(), id, basedOn + 1)
  const newest = await storedSurvey(db, id)
  if (newest?.source !== 'hr') return 'no-such-survey'
  if (newest.version !== basedOn) return 'changed-meanwhile'
  const text = JSON.stringify(definition)
  if (JSON.stringify(newest.definition) === text) return 'unchanged'
  const added = await db
    .insertInto('pulse_survey_version')
    .values({
      survey_id: id,
      version: basedOn + 1,
      definition: text,
      saved_at: now.getTime(),
    })
    .onConflict((conflict) => conflict.columns(['survey_id', 'version']).doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n ? 'saved' : 'changed-meanwhile'
}

/** Takes a survey of HR's out of what can be launched; its versions and waves stay. */
export async function archiveSurvey(
  db: Db,
  id: string,
  now: Date,
): Promise<'archived' | 'no-such-survey'> {
  const done = await db
    .updateTable('pulse_survey')
    .set((eb) => ({ archived_at: eb.fn.coalesce('archived_at', eb.val(now.getTime())) }))
    .where('id', '=', id)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n ? 'archived' : 'no-such-survey'
}

export async function unarchiveSurvey(db: Db, id: string): Promise<'back' | 'no-such-survey'> {
  const done = await db
    .updateTable('pulse_survey')
    .set({ archived_at: null })
    .where('id', '=', id)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n ? 'back' : 'no-such-survey'
}

function stored(db: Db) {
  return db
    .selectFrom('pulse_survey as s')
    .innerJoin('pulse_survey_version as v', 'v.survey_id', 's.id')
    .select(['s.id', 's.archived_at', 'v.version', 'v.definition', 'v.saved_at'])
}

type Row = Awaited<ReturnType<ReturnType<typeof stored>['execute']>>[number]

function read({ id, version, definition, saved_at, archived_at }: Row): StoredSurvey {
  const checked = SurveyDefinition.parse(JSON.parse(definition))
  return {
    id,
    version,
    definition: checked,
    survey: composed(checked, bank(), id, version),
    source: 'hr',
    savedAt: saved_at,
    archivedAt: archived_at,
  }
}

function ofContent(): StoredSurvey[] {
  return writtenSurveys().map((survey) => ({
    ...survey,
    source: 'content' as const,
    savedAt: null,
    archivedAt: null,
  }))
}

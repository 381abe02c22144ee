import { expect } from 'vitest'
import {
  allSurveys,
  archiveSurvey,
  createSurvey,
  saveVersion,
  storedSurvey,
  surveysWithArchived,
  surveyVersions,
  unarchiveSurvey,
} from '../../app/pulse/surveys/survey-store.server.ts'
import type { SurveyDefinition } from '../../app/pulse/surveys/definition.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { wave } from '../../app/pulse/wave.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { CLOSING, companyOf, keyDirOf, LATER, NOON } from './company.ts'

const text = (word: string) => ({ en: word, ru: word, he: word })
const first: SurveyDefinition = {
  title: text('Kitchen'),
  parts: [{ bank: 'enps' }, { bank: 'can_rely' }],
}
const second: SurveyDefinition = { ...first, parts: [...first.parts, { bank: 'gear_works' }] }

const ids = (list: { id: string }[]) => list.map(({ id }) => id)

onBothDatabases('what HR builds stands beside the surveys of the content', async ({ db }) => {
  const id = await createSurvey(db, first, NOON)
  expect(ids(await allSurveys(db))).toEqual(['chain', 'whole', id])
  const stored = await storedSurvey(db, id)
  expect(stored).toMatchObject({ id, version: 1, definition: first, source: 'hr' })
  expect(stored!.survey.questions.map((question) => question.driver)).toEqual([undefined, 'team'])
  expect(await storedSurvey(db, 'chain')).toMatchObject({ version: 1, source: 'content' })
  expect(await storedSurvey(db, 'no-such')).toBe(null)
})

onBothDatabases('a change is a new version, and the one before stays as it was', async ({ db }) => {
  const id = await createSurvey(db, first, NOON)
  expect(await saveVersion(db, id, 1, second, LATER)).toBe('saved')
  expect(await saveVersion(db, id, 2, second, LATER)).toBe('unchanged')
  const versions = await surveyVersions(db, id)
  expect(versions.map(({ version }) => version)).toEqual([2, 1])
  expect(versions[1]!.definition).toEqual(first)
  expect((await storedSurvey(db, id))!.survey.questions).toHaveLength(3)
  expect(ids(await allSurveys(db)).filter((each) => each === id)).toHaveLength(1)
})

onBothDatabases(
  'who changes an old version is told, and nothing is overwritten',
  async ({ db }) => {
    const id = await createSurvey(db, first, NOON)
    const outcomes = await Promise.all([
      saveVersion(db, id, 1, second, LATER),
      saveVersion(db, id, 1, { ...first, title: text('Bar') }, LATER),
    ])
    expect(outcomes.sort()).toEqual(['changed-meanwhile', 'saved'])
    expect(await saveVersion(db, id, 1, first, LATER)).toBe('changed-meanwhile')
    expect(await surveyVersions(db, id)).toHaveLength(2)
    expect(await saveVersion(db, 'chain', 1, first, LATER)).toBe('no-such-survey')
    expect(await saveVersion(db, 'no-such', 1, first, LATER)).toBe('no-such-survey')
  },
)

onBothDatabases(
  'a survey with a question that is not in the bank is not stored',
  async ({ db }) => {
    const wrong = { ...first, parts: [{ bank: 'no_such' }] }
    await expect(createSurvey(db, wrong, NOON)).rejects.toThrow(/no_such/)
    expect(ids(await allSurveys(db))).toEqual(['chain', 'whole'])
  },
)

onBothDatabases(
  'an archived survey is not offered for launch, and comes back whole',
  async ({ db }) => {
    const id = await createSurvey(db, first, NOON)
    expect(await archiveSurvey(db, id, LATER)).toBe('archived')
    expect(ids(await allSurveys(db))).toEqual(['chain', 'whole'])
    expect((await surveysWithArchived(db)).at(-1)).toMatchObject({
      id,
      archivedAt: LATER.getTime(),
    })
    expect(await storedSurvey(db, id)).not.toBe(null)
    expect(await unarchiveSurvey(db, id)).toBe('back')
    expect(ids(await allSurveys(db))).toEqual(['chain', 'whole', id])
    expect(await archiveSurvey(db, 'chain', LATER)).toBe('no-such-survey')
  },
)

onBothDatabases('a launched wave keeps the version it was launched with', async (database) => {
  const { db } = database
  await companyOf(db, { a: 8 })
  const id = await createSurvey(db, first, NOON)
  const { survey } = (await storedSurvey(db, id))!
  const launch = await launchWave(db, keyDirOf(database), survey, CLOSING, NOON)
  if (typeof launch === 'string') throw new Error(launch)
  await saveVersion(db, id, 1, second, LATER)
  await archiveSurvey(db, id, LATER)
  expect((await wave(db, launch.waveId))!.survey).toEqual(survey)
})

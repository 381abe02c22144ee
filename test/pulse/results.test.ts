import { expect } from 'vitest'
import { closeWave } from '../../app/pulse/close.server.ts'
import { launchPreview } from '../../app/pulse/preview.server.ts'
import { pulsePromise } from '../../app/pulse/promise.server.ts'
import { storeResponse } from '../../app/pulse/response.server.ts'
import { waveResults } from '../../app/pulse/results.server.ts'
import { unitReading } from '../../app/pulse/results/reading.server.ts'
import { frozenTree, wave } from '../../app/pulse/wave.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { AFTER, answerBy, companyOf, keyDirOf, launched, LATER, leads } from './company.ts'

/** Haifa twelve, Akko six, Eilat four, who are too few for a group of their own; everybody answers. */
async function closedWave(database: TestDatabase, answer = (i: number) => 1 + (i % 5)) {
  const { db } = database
  const keyDir = keyDirOf(database)
  const people = await companyOf(db, { haifa: 12, akko: 6, eilat: 4 })
  const waveId = await launched(db, keyDir)
  for (const [i, person] of Object.values(people).flat().entries()) {
    const posted = await answerBy(db, keyDir, waveId, person, {
      answers: { can_grow: answer(i), enps: i % 11 },
    })
    await storeResponse(db, waveId, posted, LATER)
  }
  await closeWave(db, keyDir, waveId, AFTER)
  return { waveId, shown: (await wave(db, waveId))! }
}

onBothDatabases(
  'results go from the company down to the unit asked for, and hidden cells say nothing but that',
  async (database) => {
    const { shown } = await closedWave(database)
    const results = await waveResults(database.db, shown, 'haifa')
    if (typeof results === 'string') throw new Error(results)
    expect(results.path.map(({ id }) => id)).toEqual(['company', 'haifa'])
    expect(results.counts).toEqual({
      eligible: 22,
      issued: 22,
      redeemed: 22,
      withdrawn: 0,
      unreadable: 0,
    })
    expect(results.unitCounts.map(({ unit }) => unit.id)).toEqual(['haifa'])
    const grow = results.questions.find(({ question }) => question.id === 'can_grow')!
    expect(grow.rows.map(({ cell }) => cell.shown)).toEqual(['item', 'item'])
    expect(results.certificate.fewest).toBeGreaterThanOrEqual(6)
    expect(results.before).toBeNull()

    const eilat = await waveResults(database.db, shown, 'eilat')
    if (typeof eilat === 'string') throw new Error(eilat)
    const last = eilat.questions.map(({ rows }) => rows.at(-1)?.cell)
    expect(last.filter(Boolean)).toEqual(
      shown.survey.questions
        .filter(({ kind }) => kind !== 'comment')
        .map(({ id }) => ({ unit: 'eilat', question: id, shown: 'hidden' })),
    )
  },
)

onBothDatabases('a unit that was not there at launch stands for the company', async (database) => {
  const { shown } = await closedWave(database)
  for (const unit of [null, 'opened-later', "' or 1=1"]) {
    const results = await waveResults(database.db, shown, unit)
    if (typeof results === 'string') throw new Error(results)
    expect(results.path.map(({ id }) => id)).toEqual(['company'])
  }
  expect(await unitReading(database.db, shown, 'opened-later', 'en')).toBeNull()
})

onBothDatabases('a unit’s page shows the very cells of the results page', async (database) => {
  const { shown } = await closedWave(database)
  const results = await waveResults(database.db, shown, 'akko')
  const reading = await unitReading(database.db, shown, 'akko', 'en')
  if (typeof results === 'string' || !reading) throw new Error('nothing shown')
  const cells = results.questions.flatMap(({ rows }) => rows.slice(-1)).map(({ cell }) => cell)
  const single = reading.readings.filter(({ kind }) => kind === 'enps' || kind === 'item')
  expect(single.map(({ shown }) => shown.shown)).toEqual(
    cells.map(({ shown }) => (shown === 'item' || shown === 'enps' ? 'figure' : shown)),
  )
  expect(single.map(({ shown }) => ('n' in shown ? shown.n : null))).toEqual(
    cells.map((cell) => ('n' in cell ? cell.n : null)),
  )
})

onBothDatabases(
  'before the close, and below six answers, there are no results',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 8 })
    const waveId = await launched(db, keyDir)
    for (const person of people.haifa!.slice(0, 5)) {
      await storeResponse(db, waveId, await answerBy(db, keyDir, waveId, person), LATER)
    }
    expect(await waveResults(db, (await wave(db, waveId))!, 'haifa')).toBe('not-closed')
    expect(await unitReading(db, (await wave(db, waveId))!, 'haifa', 'en')).toBeNull()
    await closeWave(db, keyDir, waveId, AFTER)
    expect(await waveResults(db, (await wave(db, waveId))!, 'haifa')).toBe('too-few')
  },
)

onBothDatabases(
  'HR sees before the launch the groups that the launch then makes',
  async (database) => {
    const { db } = database
    const people = await companyOf(db, { haifa: 12, akko: 8, eilat: 4 })
    await leads(db, people.haifa![0]!, 'haifa')
    await leads(db, people.akko![0]!, 'akko')
    const preview = await launchPreview(db)
    if (preview === 'too-few') throw new Error(preview)
    expect(preview.eligible).toBe(24)
    // Akko's seven can have a score, and never what needs ten.
    expect(preview.hidden).toEqual({ scores: [], detail: ['akko'] })
    expect(preview.groups.find(({ id }) => id === 'company')).toEqual({
      id: 'company',
      unit: 'Garden',
      eligible: 6,
      merged: [{ name: 'eilat', people: 4 }],
      leaders: 2,
    })
    const tree = (await frozenTree(db, await launched(db, keyDirOf(database))))!
    const sizes = (groups: { unit: string; eligible: number }[]) =>
      groups.map(({ unit, eligible }) => `${unit} ${eligible}`).sort()
    expect(sizes(tree.groups)).toEqual(
      sizes(preview.groups.map(({ id, eligible }) => ({ unit: id, eligible }))),
    )
  },
)

onBothDatabases('with five people there is nothing to preview', async (database) => {
  await companyOf(database.db, { haifa: 5 })
  expect(await launchPreview(database.db)).toBe('too-few')
})

onBothDatabases(
  'the promise names the thresholds of its own wave, in each language, and what is not defended',
  async (database) => {
    await companyOf(database.db, { haifa: 6 })
    const shown = (await wave(database.db, await launched(database.db, keyDirOf(database))))!
    for (const locale of ['en', 'ru', 'he'] as const) {
      const promise = pulsePromise(shown, 'Asia/Jerusalem', locale)
      expect(promise.points[0]!.what).toMatch(/6.*5/s)
      expect(promise.limits).toHaveLength(7)
      expect(promise.how).toContain('20:00')
    }
  },
)

import { expect, test } from 'vitest'
import { inspect } from '../../../app/nps/inspect.server.ts'
import { wrongTotals } from '../../../app/nps/recount.server.ts'
import { finds } from '../../../app/nps/redact.ts'
import { KNOWN_WORDS, MOST_WORDS, shownWorth } from '../../../app/nps/score.ts'
import { rememberReading, sourceMemory } from '../../../app/nps/source-memory.server.ts'
import { whyOf } from '../../../app/nps/webhooks/words.server.ts'
import { deliveries } from '../../../app/nps/webhooks/log.server.ts'
import { tendWebhooks } from '../../../app/nps/webhooks/tending.server.ts'
import {
  nameSites,
  sitesAsked,
  waitingCount,
  waitingFor,
} from '../../../app/nps/webhooks/waiting.server.ts'
import { webhook } from '../../../app/nps/webhooks/webhook.server.ts'
import { nameWords, wordsAsked } from '../../../app/nps/webhooks/words-asked.server.ts'
import { wordsSaid } from '../../../app/nps/webhooks/words-said.ts'
import { connect, type Db } from '../../../db/connect.ts'
import { onBothDatabases } from '../../support/database.ts'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { connected, fromFormbricks, fromTypeform, NOW, PORTAL_SECRET } from './tools.ts'

let number = 0
/** An answer in our own shape, of its own where it has no id. */
const said = (data: object, timestamp = '2026-11-30T09:00:00Z') => ({
  ...{ type: 'answer.created', timestamp },
  data: { id: `a${number++}`, site: 'Site', ...data },
})
const asked = async (db: Db, id: string) => wordsAsked(db, PORTAL_SECRET, (await webhook(db, id))!)
const name = async (db: Db, id: string, words: Record<string, number | null>) =>
  nameWords(db, PORTAL_SECRET, (await webhook(db, id))!, words, NOW)

onBothDatabases(
  'a score in words or as a face waits; HR says once what it is worth, and it goes in with all that follows',
  async ({ db }) => {
    const { id, deliver, answers } = await connected(db, 'plain')
    const first = await deliver(said({ score: 'Excellent', comment: 'the roses' }))
    expect(first).toEqual({ status: 200, outcome: 'waiting', reason: 'word' })
    await deliver(said({ score: ' EXCELLENT' }))
    await deliver(said({ score: '😀' }))
    await deliver(said({ score: 'Was not there' }))
    expect(await answers()).toEqual([])
    expect(await asked(db, id)).toEqual([
      { word: 'Excellent', rows: 2 },
      { word: '😀', rows: 1 },
      { word: 'Was not there', rows: 1 },
    ])
    expect(await waitingFor(db, id)).toEqual({ sites: 0, words: 4 })
    const stored = JSON.stringify(await db.selectFrom('nps_delivery').selectAll().execute())
    expect(stored).not.toMatch(/excellent|roses|😀/i)
    const [line] = await deliveries(db, PORTAL_SECRET, id)
    expect(whyOf(line!, 'en')).toBe('nobody has said which score “Was not there” stands for')

    await name(db, id, { Excellent: 9, '😀': 10, 'Was not there': null })
    expect((await answers()).map(({ score, why }) => [score, why])).toEqual([
      [9, 'the roses'],
      [9, null],
      [10, null],
    ])
    expect(await asked(db, id)).toEqual([])
    expect((await deliver(said({ score: 'excellent' }))).outcome).toBe('stored')
    expect(await deliver(said({ score: 'was not there' }))).toMatchObject({
      ...{ status: 200, outcome: 'passed', reason: 'no-score' },
    })
    expect(await wrongTotals(db)).toEqual([])

    // A change of mind holds for what comes, not for what is there.
    await name(db, id, { Excellent: 10 })
    await deliver(said({ score: 'Excellent' }))
    expect((await answers()).map(({ score }) => score)).toEqual([9, 9, 10, 9, 10])
  },
)

onBothDatabases(
  'a number before its words is the number, and a number that is no score waits for nobody',
  async ({ db }) => {
    const { id, deliver, answers } = await connected(db, 'plain')
    for (const score of ['9 - Extremely likely', '8 из 10', '0: вряд ли', 7, '10.0'])
      expect((await deliver(said({ score }))).outcome).toBe('stored')
    expect((await answers()).map(({ score }) => score)).toEqual([9, 8, 0, 7, 10])
    for (const score of [11, -1, 8.5, '3-4', '11/10'])
      expect(await deliver(said({ score }))).toMatchObject({ status: 422, reason: 'score' })
    // A comment in the wrong field would be shown to whoever says what words are worth.
    for (const score of ['write to dana@example.com', 'call 052-1234567', 'x'.repeat(101)])
      expect(await deliver(said({ score }))).toMatchObject({ status: 422, reason: 'score' })
    expect(await waitingCount(db, id)).toBe(0)
  },
)

onBothDatabases(
  'where more different words come than a question has grades the field holds no scores, and the tool is told',
  async ({ db }) => {
    const { id, deliver } = await connected(db, 'plain')
    const word = (at: number) => `grade ${'abcdefghijklmnopqrstuvwxyz'[at]}`
    for (let at = 0; at < MOST_WORDS; at++)
      expect((await deliver(said({ score: word(at) }))).outcome).toBe('waiting')
    expect(await deliver(said({ score: word(MOST_WORDS) }))).toEqual({
      ...{ status: 422, outcome: 'refused', reason: 'score' },
    })
    expect((await deliver(said({ score: word(0) }))).outcome).toBe('waiting')
    await name(db, id, { [word(3)]: 4 })
    expect((await deliver(said({ score: word(MOST_WORDS) }))).outcome).toBe('waiting')
  },
)

onBothDatabases(
  'an answer may wait for its site and for its word; whichever is said first, it goes in with the second',
  async ({ db }) => {
    const { people, id, deliver, answers } = await connected(db, 'plain')
    const sites = async (site: string) => {
      const meanings = new Map([[site, 'other']])
      const hook = (await webhook(db, id))!
      await nameSites(db, PORTAL_SECRET, hook, { meanings, leftOut: [] }, people.hr, NOW)
    }
    const both = { site: 'Ottawa', score: 'Splendid', comment: 'first' }
    expect((await deliver(said(both))).reason).toBe('word')
    await sites('ottawa')
    expect(await waitingFor(db, id)).toEqual({ sites: 0, words: 1 })
    await name(db, id, { Splendid: 10 })
    expect(await answers()).toMatchObject([{ unit_id: 'other', score: 10, why: 'first' }])

    await deliver(said({ site: 'Quebec', score: 'Meh', comment: 'second' }))
    await name(db, id, { Meh: 5 })
    expect(await waitingFor(db, id)).toEqual({ sites: 1, words: 0 })
    expect(await sitesAsked(db, PORTAL_SECRET, id)).toMatchObject([{ name: 'Quebec', rows: 1 }])
    await sites('quebec')
    expect((await answers())[1]).toMatchObject({ unit_id: 'other', score: 5, why: 'second' })
    expect(await waitingCount(db, id)).toBe(0)
    expect(await wrongTotals(db)).toEqual([])
  },
)

onBothDatabases(
  'files and deliveries of one source know the same words; what a file brings does not undo what was said meanwhile',
  async ({ db, dataDir, databaseUrl }) => {
    const { id, deliver, answers } = await connected(db, 'plain')
    await deliver(said({ score: 'Wonderful' }))
    const mapping = { score: 'how was it', at: 'date' }
    const scale = new Map([['wonderful', 9]])
    await db.transaction().execute((trx) => rememberReading(trx, 'Survey', { mapping, scale }))
    // Nobody has to open the page: it goes in within the hour, also after a restart.
    const after = await connect({ dataDir, databaseUrl })
    await tendWebhooks(after, PORTAL_SECRET, NOW)
    await after.destroy()
    expect((await answers()).map(({ score }) => score)).toEqual([9])

    await deliver(said({ score: 'Dreadful' }))
    await name(db, id, { Dreadful: 0 })
    await db
      .transaction()
      .execute((trx) => rememberReading(trx, 'Survey', { mapping, dateOrder: 'dmy' }))
    expect(await sourceMemory(db, 'Survey')).toEqual({
      ...{ mapping, dateOrder: 'dmy', words: { wonderful: 9, dreadful: 0 } },
    })
    const file = path.join(dataDir, 'next.csv')
    await writeFile(file, 'how was it,date\nDreadful,2026-11-01\n')
    const look = await inspect(db, file, 'Survey')
    expect(look).toMatchObject({ remembered: true, words: { dreadful: 0 } })
  },
)

onBothDatabases(
  'a source that has only ever sent words guesses the columns of its first file',
  async ({ db, dataDir }) => {
    const { id, deliver } = await connected(db, 'plain')
    await deliver(said({ score: 'Dreadful' }))
    await name(db, id, { Dreadful: 0 })
    const file = path.join(dataDir, 'first.csv')
    await writeFile(file, 'score,date,site\n9,2026-11-01,Site\n')
    const look = await inspect(db, file, 'Survey')
    expect(look).toMatchObject({ remembered: false, mapping: { score: 'score', at: 'date' } })
    expect(look.words).toEqual({ dreadful: 0 })
  },
)

onBothDatabases(
  'the choice of Typeform that HR takes for the score may be words as well',
  async ({ db }) => {
    const typeform = await connected(db, 'typeform', { fields: { score: 'answers.ref_face' } })
    const form = fromTypeform()
    const field = { id: 'f1', ref: 'ref_face', type: 'multiple_choice' }
    const choice = { type: 'choice', choice: { label: 'Скорее порекомендую' }, field }
    form.form_response.answers.push(choice as never)
    expect((await typeform.deliver(form)).reason).toBe('word')
    const [word] = await asked(db, typeform.id)
    expect(shownWorth(word!.word, new Map())).toBe('8')
    await name(db, typeform.id, { [word!.word]: 8 })
    expect(await typeform.answers()).toMatchObject([{ score: 8, why: 'Kind people' }])
  },
)

onBothDatabases('a face chosen in Formbricks waits for its worth as well', async ({ db }) => {
  const { id, deliver, answers } = await connected(db, 'formbricks', {
    ...{ unitId: 'other', fields: { score: 'data.q1' } },
  })
  expect((await deliver(fromFormbricks({ q1: '🙂' }))).reason).toBe('word')
  await name(db, id, { '🙂': 7 })
  expect(await answers()).toMatchObject([{ unit_id: 'other', score: 7 }])
})

onBothDatabases(
  'satisfaction, intent, visits and basket come with an answer, late news completes them, and what it leaves out stays',
  async ({ db }) => {
    const { deliver, answers } = await connected(db, 'plain', {
      fields: { visits: 'person.visits' },
    })
    const first = { id: 'p', score: 9, satisfaction: 'Very satisfied', person: { visits: 12 } }
    await deliver(said({ ...first, basket: 0.1 + 0.2 }))
    const known = { satisfaction: 5, visits: 12, intent: null }
    expect(await answers()).toMatchObject([known])
    expect((await answers())[0]!.basket).toBeCloseTo(0.3, 9)
    const late = await deliver(said({ id: 'p', score: 9, intent: 4 }, '2026-11-30T09:10:00Z'))
    expect(late.outcome).toBe('updated')
    expect(await answers()).toMatchObject([{ ...known, intent: 4 }])
    const same = await deliver(said({ id: 'p', score: 9, intent: 4 }, '2026-11-30T09:20:00Z'))
    expect(same.outcome).toBe('unchanged')
    expect(await wrongTotals(db)).toEqual([])
  },
)

test('a form settles the words it shows and no others, whatever else it says', () => {
  const form = new FormData()
  for (const [key, value] of Object.entries({
    ...{ 'word-0': 'Good', 'worth-0': '8', 'word-1': 'Bad', 'worth-1': '' },
    ...{ 'word-2': 'Ugly', 'worth-2': '3', 'word-3': 'NEVER', 'worth-3': 'skip' },
    ...{ 'word-4': 'Often', 'worth-4': '11' },
  }))
    form.append(key, value)
  expect(wordsSaid(form, ['good', 'Bad', 'never', 'Often'])).toEqual({ Good: 8, NEVER: null })
})

test('what somebody has said of a word stands there as it was said, however it is written; else what is proposed', () => {
  const known = new Map([
    ['good', 3],
    ['bad', null],
  ])
  const shown = ['GOOD ', 'Bad', 'Very good', 'Ugly'].map((word) => shownWorth(word, known))
  expect(shown).toEqual(['3', 'skip', '10', ''])
})

test('no word that surveys offer for a score is taken for something that tells who a customer is', () => {
  for (const word of KNOWN_WORDS.keys()) expect(finds(word), word).toEqual([])
})

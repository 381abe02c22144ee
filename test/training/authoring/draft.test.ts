import { expect } from 'vitest'
import { connect, type Db } from '../../../db/connect.ts'
import { continueFor, latestAttempt, startModule } from '../../../app/training/attempt.server.ts'
import { catalogue, publishedModule } from '../../../app/training/catalogue.server.ts'
import { modulesFor, overviewOf, walkOf } from '../../../app/training/module.server.ts'
import { takeStep } from '../../../app/training/step.server.ts'
import { actOn, draftPage } from '../../../app/training/authoring/draft-page.server.ts'
import { sectionOf } from '../../../app/training/authoring/draft.ts'
import { beginDraft, draftById, insertDraft } from '../../../app/training/authoring/draft.server.ts'
import { markOf } from '../../../app/training/authoring/edit.server.ts'
import {
  comment,
  commentsOn,
  publishDraft,
  restoreModule,
  retireModule,
  sendToReview,
  settleComment,
} from '../../../app/training/authoring/review.server.ts'
import { keepSection } from '../../../app/training/authoring/section-page.server.ts'
import type { Employee } from '../../../app/people/employee.server.ts'
import { onBothDatabases } from '../../support/database.ts'
import { somebody } from '../somebody.ts'
import { moduleOf, sentFor, writtenDraft } from './writing.ts'

const now = new Date('2026-03-02T09:00:00Z')
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)

type Who = Pick<Employee, 'id' | 'locale'>

async function hr(db: Db, id: string): Promise<Who> {
  return { id: await somebody(db, id, now), locale: 'en' }
}

async function draft(db: Db, id: string) {
  return (await draftById(db, id))!
}

/** Writes one field of a section, as a page does that was opened now, or with the mark of an older one. */
async function write(
  db: Db,
  id: string,
  section: string,
  field: string,
  words: string,
  by: Who,
  when: Date,
  mark?: string,
) {
  const stored = await draft(db, id)
  const value = sectionOf(stored.draft, section)
  const form = value ? sentFor(stored.draft, section) : new FormData()
  form.set(field, words)
  form.set('mark', mark ?? (value ? markOf(value) : ''))
  return keepSection(db, id, section, form, by, when)
}

const titleOf = async (db: Db, id: string) =>
  ((await draft(db, id)).draft.texts.en as { title: string }).title

async function act(db: Db, id: string, step: string, by: Who, when = now) {
  const stored = await draft(db, id)
  return actOn(db, stored, step, stored.revision, by, when)
}

/** A draft of a new module with everything in it, in the hands of its author. */
async function written(db: Db, by: Who): Promise<string> {
  const of = { id: 'a-draft', module: 'new-a', basedOn: null, by: by.id, now }
  return insertDraft(db, writtenDraft(), of)
}

onBothDatabases(
  'what is written is kept, taken back edit by edit, and done again; a new word ends the doing again',
  async ({ db }) => {
    const hanna = await hr(db, 'hanna')
    const id = await beginDraft(db, { from: moduleOf('chain'), same: true }, hanna.id, now)
    await write(db, id, 'about', 'en.title', 'The chain of May', hanna, at(0))
    // Within a few seconds the same words are one edit.
    await write(db, id, 'about', 'en.title', 'The chain of Maya', hanna, at(5))
    await write(db, id, 'block-tomatoes', 'en.title', 'Three minutes', hanna, at(60))
    expect((await draftPage(db, await draft(db, id), hanna)).undo).toContain('Three minutes')

    expect(await act(db, id, 'undo', hanna)).toMatchObject({ to: 'block-tomatoes' })
    expect(await titleOf(db, id)).toBe('The chain of Maya')
    await act(db, id, 'undo', hanna)
    expect(await titleOf(db, id)).toBe('The chain')
    expect((await draft(db, id)).draft.texts).toEqual(moduleOf('chain').texts)
    expect(await act(db, id, 'undo', hanna)).toMatchObject({ why: 'nothing' })

    await act(db, id, 'redo', hanna)
    expect(await titleOf(db, id)).toBe('The chain of Maya')
    await write(db, id, 'about', 'en.title', 'The chain of Ana', hanna, at(300))
    expect(await act(db, id, 'redo', hanna)).toMatchObject({ why: 'nothing' })
    await act(db, id, 'undo', hanna)
    expect(await titleOf(db, id)).toBe('The chain of Maya')
  },
)

onBothDatabases('a screen that was taken out comes back with its words', async ({ db }) => {
  const hanna = await hr(db, 'hanna')
  const id = await beginDraft(db, { from: moduleOf('chain'), same: true }, hanna.id, now)
  const before = (await draft(db, id)).draft
  await act(db, id, 'drop:block-calculator', hanna)
  await act(db, id, 'add:dialogue', hanna)
  await act(db, id, 'up:block-hotel', hanna)
  for (let n = 0; n < 3; n++) await act(db, id, 'undo', hanna)
  expect((await draft(db, id)).draft).toEqual(before)
})

onBothDatabases(
  'two who write at once: other sections go together, the same one is told and nothing is lost',
  async ({ db }) => {
    const [hanna, igor] = [await hr(db, 'hanna'), await hr(db, 'igor')]
    const id = await beginDraft(db, { from: moduleOf('chain'), same: true }, hanna.id, now)
    const opened = markOf(sectionOf((await draft(db, id)).draft, 'about')!)
    await write(db, id, 'block-hotel', 'en.title', 'A hotel', igor, at(1))
    await write(db, id, 'about', 'en.title', 'By Igor', igor, at(2))
    const told = await write(db, id, 'about', 'en.title', 'By Hanna', hanna, at(3), opened)
    expect(told).toMatchObject({ outcome: 'conflict', theirs: { 'en.title': 'By Igor' } })
    expect(JSON.stringify(told)).toContain('By Hanna')
    expect(await titleOf(db, id)).toBe('By Igor')
    const { mark } = told as { mark: string }
    expect(await write(db, id, 'about', 'en.title', 'By both', hanna, at(4), mark)).toMatchObject({
      outcome: 'saved',
    })
    await act(db, id, 'undo', hanna)
    expect(await titleOf(db, id)).toBe('By Igor')
    // Typed into a screen that somebody took out meanwhile: the words come back.
    await act(db, id, 'drop:block-hotel', igor)
    expect(await write(db, id, 'block-hotel', 'en.title', 'My words', hanna, at(9))).toEqual({
      outcome: 'gone',
      typed: ['My words'],
    })
  },
)

onBothDatabases('two saves at the same moment: one is kept, the other is told', async ({ db }) => {
  const [hanna, igor] = [await hr(db, 'hanna'), await hr(db, 'igor')]
  const id = await beginDraft(db, { from: moduleOf('chain'), same: true }, hanna.id, now)
  const mark = markOf(sectionOf((await draft(db, id)).draft, 'about')!)
  const outcomes = await Promise.all(
    [hanna, igor].map((who) =>
      write(db, id, 'about', 'en.title', `By ${who.id}`, who, at(1), mark),
    ),
  )
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['conflict', 'saved'])
})

onBothDatabases('a module has one draft at a time, whoever begins it', async ({ db }) => {
  const [hanna, igor] = [await hr(db, 'hanna'), await hr(db, 'igor')]
  const from = moduleOf('chain')
  const ids = await Promise.all(
    [hanna, igor].map(({ id }) => beginDraft(db, { from, same: true }, id, now)),
  )
  expect(new Set(ids).size).toBe(1)
  const copies = [hanna, igor].map(({ id }) => beginDraft(db, { from, same: false }, id, now))
  expect(new Set(await Promise.all(copies)).size).toBe(2)
})

onBothDatabases(
  'nobody publishes a draft they wrote in; a second person does, and only what they have read',
  async ({ db }) => {
    const [hanna, igor, third] = [
      await hr(db, 'hanna'),
      await hr(db, 'igor'),
      await hr(db, 'third'),
    ]
    const id = await written(db, hanna)
    await write(db, id, 'about', 'he.title', 'שרשרת חדשה', igor, now)
    expect(await act(db, id, 'publish', third)).toMatchObject({ why: 'closed' })
    expect(await act(db, id, 'send', hanna)).toMatchObject({ told: 'sent' })
    expect(await write(db, id, 'about', 'en.title', 'x', hanna, now)).toMatchObject({
      outcome: 'closed',
    })
    const { revision } = await draft(db, id)
    for (const { id: by } of [hanna, igor])
      expect(await publishDraft(db, id, revision, by, now)).toEqual({ outcome: 'own-words' })
    expect(await publishDraft(db, id, revision - 1, third.id, now)).toEqual({
      outcome: 'changed-meanwhile',
    })
    expect(await publishDraft(db, id, revision, third.id, now)).toMatchObject({
      outcome: 'published',
      version: 1,
    })
    expect(await publishDraft(db, id, revision, third.id, now)).toEqual({ outcome: 'closed' })
    // Whoever sent it back may have read it; whoever wrote again may not publish again.
    expect((await draftPage(db, await draft(db, id), third)).second).toBe(true)
    expect((await draftPage(db, await draft(db, id), igor)).second).toBe(false)
  },
)

onBothDatabases('a draft with a gap is not sent, and every gap is told', async ({ db }) => {
  const hanna = await hr(db, 'hanna')
  const id = await written(db, hanna)
  await write(db, id, 'about', 'he.title', '', hanna, now)
  expect(await sendToReview(db, id, hanna.id, now, 'en')).toEqual([
    { section: 'about', field: 'he.title', message: 'Hebrew: write it here' },
  ])
  expect(await draft(db, id)).toMatchObject({ status: 'draft' })
})

onBothDatabases('a reader’s comments stay with the draft until they are done', async ({ db }) => {
  const [hanna, igor] = [await hr(db, 'hanna'), await hr(db, 'igor')]
  const id = await written(db, hanna)
  const said = (text: string) => comment(db, id, { section: 'block-s2', text }, igor.id, now)
  expect([await said('  '), await said('a'.repeat(1001)), await said('Shorter?\0')]).toEqual([
    'empty',
    'long',
    'said',
  ])
  const [first] = await commentsOn(db, id)
  expect(first).toMatchObject({ text: 'Shorter?', by: 'igor', done: false })
  await settleComment(db, id, first!.id)
  await settleComment(db, 'another-draft', first!.id)
  expect(await commentsOn(db, id)).toMatchObject([{ done: true }])
})

/** Sends and publishes by two others. */
async function publish(db: Db, id: string, author: Who, reader: Who) {
  expect(await act(db, id, 'send', author)).toMatchObject({ told: 'sent' })
  const done = await act(db, id, 'publish', reader)
  if (done.outcome !== 'published') throw new Error(JSON.stringify(done))
  return done
}

onBothDatabases(
  'a module is published, changed while somebody is inside, and they finish what they began',
  async ({ db, dataDir, databaseUrl }) => {
    const [hanna, igor] = [await hr(db, 'hanna'), await hr(db, 'igor')]
    const maya = await somebody(db, 'maya', now)
    const other = await connect({ dataDir, databaseUrl, poolSize: 1 })
    try {
      expect(await modulesFor(other, maya, 'en')).toHaveLength(12)
      const id = await written(db, hanna)
      await write(db, id, 'about', 'en.title', 'Listening, first of all!', hanna, now)
      const { module: slug } = await publish(db, id, hanna, igor)
      expect(slug).toBe('listening-first-of-all')
      // Another process offers it at its next page.
      const first = (await publishedModule(other, slug))!
      expect(first.plan).toMatchObject({ version: 1, order: 13, roles: ['employee'] })
      expect((await modulesFor(other, maya, 'en')).at(-1)).toMatchObject({ slug })

      await startModule(db, first, maya, now)
      await takeStep(db, (await walkOf(db, maya, slug))!, 1, { choice: 'a' }, now)
      const next = await beginDraft(db, { from: first, same: true }, igor.id, now)
      await write(db, next, 'about', 'en.title', 'Listening, second edition', igor, now)
      await act(db, next, 'drop:block-s3', igor)
      expect(await publish(db, next, igor, hanna)).toMatchObject({ module: slug, version: 2 })

      expect((await publishedModule(other, slug))?.texts.en.title).toBe('Listening, second edition')
      expect(await overviewOf(other, maya, slug, 'en')).toMatchObject({
        title: 'Listening, first of all!',
        newerVersion: true,
      })
      for (let turn = 0; turn < 20; turn++) {
        const walk = (await walkOf(other, maya, slug))!
        expect(walk.module.plan.version).toBe(1)
        expect(walk.module.plan.blocks.map((block) => block.id)).toContain('s3')
        if ((await takeStep(other, walk, walk.attempt.step, { choice: 'b' }, now)) === 'done') break
      }
      expect((await latestAttempt(db, maya, slug))?.finished_at).not.toBeNull()
      await startModule(other, (await publishedModule(other, slug))!, maya, now)
      expect((await walkOf(db, maya, slug))?.module.plan.version).toBe(2)
    } finally {
      await other.destroy()
    }
  },
)

onBothDatabases(
  'a module of the portal that HR changes is theirs from then on, above every version begun before',
  async ({ db }) => {
    const [hanna, igor] = [await hr(db, 'hanna'), await hr(db, 'igor')]
    const chain = moduleOf('chain')
    const id = await beginDraft(db, { from: chain, same: true }, hanna.id, now)
    await write(db, id, 'about', 'en.title', 'Our chain', hanna, now)
    const { version } = await publish(db, id, hanna, igor)
    expect(version).toBe(chain.plan.version + 1)
    const { modules } = await catalogue(db)
    expect(modules).toHaveLength(12)
    expect(modules[0]).toMatchObject({ plan: { id: 'chain', version, order: 1 } })
    expect(modules[0]?.texts.en.title).toBe('Our chain')
    expect({ ...modules[0]?.plan, version: chain.plan.version }).toEqual(chain.plan)
  },
)

onBothDatabases(
  'a retired module is offered to nobody and finished by who is inside',
  async ({ db }) => {
    const hanna = await hr(db, 'hanna')
    const [maya, lev] = [await somebody(db, 'maya', now), await somebody(db, 'lev', now)]
    await startModule(db, moduleOf('chain'), maya, now)
    expect(await retireModule(db, 'chain', hanna.id, now)).toBe('retired')
    expect(await retireModule(db, 'chain', hanna.id, now)).toBe('retired')
    expect(await retireModule(db, 'no-such', hanna.id, now)).toBe('no-such-module')
    expect((await modulesFor(db, lev, 'en')).map(({ slug }) => slug)).not.toContain('chain')
    expect(await overviewOf(db, lev, 'chain', 'en')).toBeNull()
    expect(await continueFor(db, maya, [])).toMatchObject({ slug: 'chain' })
    expect(await overviewOf(db, maya, 'chain', 'en')).toMatchObject({ slug: 'chain' })
    expect(await restoreModule(db, 'chain')).toBe('restored')
    expect(await restoreModule(db, 'chain')).toBe('not-retired')
    expect(await overviewOf(db, lev, 'chain', 'en')).toMatchObject({ slug: 'chain' })
  },
)

onBothDatabases('a draft put aside is taken up again unless another is open', async ({ db }) => {
  const hanna = await hr(db, 'hanna')
  const from = moduleOf('chain')
  const id = await beginDraft(db, { from, same: true }, hanna.id, now)
  await act(db, id, 'drop', hanna)
  const other = await beginDraft(db, { from, same: true }, hanna.id, now)
  expect(other).not.toBe(id)
  expect(await act(db, id, 'take-up', hanna)).toMatchObject({ why: 'other-open' })
  await act(db, other, 'drop', hanna)
  expect(await act(db, id, 'take-up', hanna)).toMatchObject({ told: 'taken-up' })
})

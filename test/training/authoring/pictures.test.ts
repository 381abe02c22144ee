import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import type { Db } from '../../../db/connect.ts'
import { zipped } from '../../../app/files/zip.server.ts'
import { latestAttempt, startModule } from '../../../app/training/attempt.server.ts'
import { changesOf } from '../../../app/training/authoring/difference.server.ts'
import { actOn } from '../../../app/training/authoring/draft-page.server.ts'
import {
  draftById,
  importDraft,
  insertDraft,
  type StoredDraft,
} from '../../../app/training/authoring/draft.server.ts'
import { sectionOf, stepped } from '../../../app/training/authoring/draft.ts'
import { markOf } from '../../../app/training/authoring/edit.server.ts'
import {
  filesOf,
  moduleArchive,
  moduleIn,
} from '../../../app/training/authoring/module-file.server.ts'
import { previewOf, stopOf } from '../../../app/training/authoring/preview.server.ts'
import { faultsIn, keepSection } from '../../../app/training/authoring/section-page.server.ts'
import { publishedModule } from '../../../app/training/catalogue.server.ts'
import { content, readContent } from '../../../app/training/content.server.ts'
import { picturesOf } from '../../../app/training/module.ts'
import { modulesFor, showsPicture, walkOf } from '../../../app/training/module.server.ts'
import { packFor } from '../../../app/training/phone/pack.server.ts'
import { picturesIn as picturesOnPhone } from '../../../app/training/phone/pack.ts'
import { pictureBytes, picturesIn, sweepPictures } from '../../../app/training/picture.server.ts'
import { screenOf } from '../../../app/training/screen.server.ts'
import { picture, withNotes } from '../../files/pictures/notes.ts'
import { onBothDatabases } from '../../support/database.ts'
import { somebody } from '../somebody.ts'
import { filledIn, sentFor, writtenDraft } from './writing.ts'

const now = new Date('2026-03-02T09:00:00Z')
const days = (n: number) => new Date(now.getTime() + n * 86_400_000)
const HR = { id: 'hanna', locale: 'en' as const }
const SECTION = 'block-s6'

/** A written module with a picture screen that has its words, but no picture yet. */
async function withScreen(db: Db): Promise<string> {
  await somebody(db, HR.id, now)
  await somebody(db, 'igor', now)
  let draft = stepped(writtenDraft(), 'add:picture')!.draft
  const words = ({ key }: { key: string }) =>
    key === 'alt' ? 'Two people at a till' : 'At the till.'
  draft = filledIn(draft, SECTION, sentFor(draft, SECTION, words))
  const of = { id: 'a-draft', module: 'new-a', basedOn: null, by: HR.id, now }
  return insertDraft(db, draft, of)
}

const stored = async (db: Db, id: string) => (await draftById(db, id))!

/** Sends the section's form as it is drawn, with a file in it and with what `change` does to it. */
async function bring(db: Db, id: string, file: Buffer | null, change?: (form: FormData) => void) {
  const { draft } = await stored(db, id)
  const form = sentFor(draft, SECTION)
  form.set('mark', markOf(sectionOf(draft, SECTION)!))
  form.set(
    'plan.picture.file',
    new File(file ? [new Uint8Array(file)] : [], file ? 'shop.png' : ''),
  )
  change?.(form)
  return keepSection(db, id, SECTION, form, HR, now)
}

const fileOf = ({ draft }: StoredDraft) =>
  (sectionOf(draft, SECTION)!.plan.picture as { file: string }).file

async function publish(db: Db, id: string) {
  const act = async (step: string, by: string) => {
    const draft = await stored(db, id)
    return actOn(db, draft, step, draft.revision, { id: by, locale: 'en' }, now)
  }
  expect(await act('send', HR.id)).toMatchObject({ told: 'sent' })
  expect(await act('publish', 'igor')).toMatchObject({ outcome: 'published' })
  return (await stored(db, id)).module
}

onBothDatabases(
  'a picture is asked for, kept under its hash without the notes of its camera, and shown with its size',
  async ({ db }) => {
    const id = await withScreen(db)
    expect(faultsIn(await stored(db, id), SECTION, 'en')).toEqual([
      { section: SECTION, field: 'plan.picture.file', message: 'Put a picture in.' },
    ])
    const before = (await stored(db, id)).draft
    // Nothing chosen changes nothing; a photo with a place in it comes in without one.
    await bring(db, id, null)
    expect((await stored(db, id)).draft).toEqual(before)
    const photo = withNotes(picture('shop.jpg'), '32.0853 N, 34.7818 E')
    expect(await bring(db, id, photo)).toMatchObject({ outcome: 'saved', unfit: null })
    const file = fileOf(await stored(db, id))
    expect(file).toMatch(/^[0-9a-f]{64}\.jpg$/)
    const bytes = Buffer.from((await pictureBytes(db, file))!)
    expect(bytes.includes('Exif') || bytes.includes('32.0853')).toBe(false)
    expect(faultsIn(await stored(db, id), SECTION, 'en')).toEqual([])

    const { draft } = await stored(db, id)
    const shown = previewOf(draft, stopOf(draft, SECTION), 'he', {})
    expect(shown).toMatchObject({
      screen: { picture: { width: 60, height: 40, alt: 'Two people at a till' } },
    })
    const [change] = changesOf(before, draft, 'en').sections
    expect(change?.fields).toMatchObject([{ pictures: { before: '', after: file } }])
    // Brought once more it is the same file, once.
    await bring(db, id, picture('shop.jpg'))
    expect(fileOf(await stored(db, id))).toBe(file)
    expect(await db.selectFrom('training_picture').select('file').execute()).toHaveLength(1)
  },
)

onBothDatabases(
  'a file that is no picture is told at its field, and the words that came with it are kept',
  async ({ db }) => {
    const id = await withScreen(db)
    const sent = (file: Buffer, title: string) =>
      bring(db, id, file, (form) => form.set('en.title', title))
    const field = 'plan.picture.file'
    expect(await sent(Buffer.from('<svg onload="alert(1)"/>'), 'One')).toMatchObject({
      unfit: { field, why: 'none' },
    })
    expect(await sent(picture('shop.png').subarray(0, 400), 'Two')).toMatchObject({
      unfit: { field, why: 'broken' },
    })
    expect(await sent(Buffer.alloc(1024 * 1024 + 1), 'Three')).toMatchObject({
      unfit: { field, why: 'large' },
    })
    const { draft } = await stored(db, id)
    expect(draft.texts.en).toMatchObject({ blocks: { s6: { title: 'Three' } } })
    expect(await db.selectFrom('training_picture').selectAll().execute()).toEqual([])
  },
)

onBothDatabases(
  'what a picture tells is written in three languages; of one that only decorates nothing is said',
  async ({ db }) => {
    const id = await withScreen(db)
    await bring(db, id, picture('shop.webp'), (form) => form.set('he.alt', ''))
    expect(faultsIn(await stored(db, id), SECTION, 'en')).toEqual([
      { section: SECTION, field: 'he.alt', message: 'Hebrew: write it here' },
    ])
    await bring(db, id, null, (form) => form.set('plan.purpose', 'decorates'))
    const slug = await publish(db, id)
    const module = (await publishedModule(db, slug))!
    expect(JSON.stringify(module.texts)).not.toContain('Two people')
    // As files it comes in again as the same module, its picture with it.
    const pictures = await picturesIn(db, module.plan)
    expect(pictures.size).toBe(1)
    const again = moduleIn(moduleArchive(module, pictures), 'en') as {
      module: unknown
      pictures: typeof pictures
    }
    expect(again.module).toEqual(module)
    expect([...again.pictures.keys()]).toEqual([...pictures.keys()])
  },
)

onBothDatabases(
  'a picture is shown to who may read its version, also when a newer version has another',
  async ({ db }) => {
    const id = await withScreen(db)
    await bring(db, id, picture('shop.jpg'))
    const first = fileOf(await stored(db, id))
    const maya = await somebody(db, 'maya', now)
    expect(await showsPicture(db, maya, 'new-a', first)).toBe(false)
    const slug = await publish(db, id)
    expect(await showsPicture(db, maya, slug, first)).toBe(true)
    expect(await showsPicture(db, maya, 'chain', first)).toBe(false)
    await startModule(db, (await publishedModule(db, slug))!, maya, now)

    const module = (await publishedModule(db, slug))!
    const next = structuredClone(module)
    const own = { id: 'next', module: slug, basedOn: 1, by: HR.id, now }
    await insertDraft(db, { plan: next.plan, texts: next.texts } as never, own)
    await bring(db, 'next', picture('shop.webp'))
    await publish(db, 'next')
    const second = fileOf(await stored(db, 'next'))
    expect(second).not.toBe(first)
    const igor = 'igor'
    expect(await showsPicture(db, igor, slug, first)).toBe(false)
    expect(await showsPicture(db, igor, slug, second)).toBe(true)
    expect(await showsPicture(db, maya, slug, first)).toBe(true)

    const walk = (await walkOf(db, maya, slug))!
    const screens = await Promise.all(
      walk.module.plan.blocks.map((_, at) => screenOf(db, walk.module, walk.attempt, at + 1, 'en')),
    )
    expect(JSON.stringify(screens)).toContain(`/training/${slug}/pictures/${first}`)
    // It goes on the phone with the module.
    const me = { id: maya, locale: 'en' as const, roles: ['employee'] }
    const pack = await packFor(db, 'a secret that is long enough', me, '2026-03-02', now)
    expect(picturesOnPhone(pack)).toEqual([`/training/${slug}/pictures/${first}`])
    expect((await modulesFor(db, maya, 'en')).length).toBe(13)
    expect((await latestAttempt(db, maya, slug))?.version).toBe(1)
    await sweepPictures(db, days(400))
    for (const file of [first, second]) expect(await pictureBytes(db, file)).not.toBeNull()
  },
)

onBothDatabases(
  'a picture goes when no version shows it and no draft can bring it back',
  async ({ db }) => {
    const id = await withScreen(db)
    await bring(db, id, picture('shop.png'))
    const first = fileOf(await stored(db, id))
    await bring(db, id, picture('cut-out.webp'))
    const second = fileOf(await stored(db, id))
    // Still to be had by undoing.
    await sweepPictures(db, days(30))
    expect(await pictureBytes(db, first)).not.toBeNull()
    const draft = await stored(db, id)
    await actOn(db, draft, 'undo', draft.revision, HR, days(30))
    expect(fileOf(await stored(db, id))).toBe(first)
    const turned = await stored(db, id)
    await actOn(db, turned, 'redo', turned.revision, HR, days(30))
    await publish(db, id)
    await sweepPictures(db, now)
    expect(await pictureBytes(db, first)).not.toBeNull()
    await sweepPictures(db, days(2))
    expect(await pictureBytes(db, first)).toBeNull()
    expect(await pictureBytes(db, second)).not.toBeNull()
  },
)

onBothDatabases(
  'an archive brings its pictures under whatever names, without their notes',
  async ({ db }) => {
    const id = await withScreen(db)
    await bring(db, id, picture('shop.jpg'))
    const module = (await publishedModule(db, await publish(db, id)))!
    const [file] = picturesOf(module.plan)
    const files = filesOf(
      module,
      new Map([['our-shop.jpg', withNotes(picture('shop.jpg'), 'Maya')]]),
    )
    const name = `${module.plan.id}/module.yaml`
    files.set(name, (files.get(name) as string).replace(file!, 'our-shop.jpg'))
    const read = moduleIn(zipped(files), 'en')
    if (!read || !('module' in read)) throw new Error(JSON.stringify(read))
    expect(read.module).toEqual(module)
    await db.deleteFrom('training_picture').execute()
    await importDraft(db, read, HR.id, now)
    expect(Buffer.from((await pictureBytes(db, file!))!).includes('Maya')).toBe(false)

    files.delete(`${module.plan.id}/our-shop.jpg`)
    expect(moduleIn(zipped(files), 'en')).toMatchObject({
      problems: [
        { file: name, message: expect.stringContaining('no picture of this name') as string },
      ],
    })
    files.set(`${module.plan.id}/our-shop.jpg`, 'no picture')
    expect(JSON.stringify(moduleIn(zipped(files), 'en'))).toContain('no JPEG, PNG or WebP')
  },
)

const folderOfContent = path.resolve(import.meta.dirname, '../../../content')

onBothDatabases(
  'a picture that lies beside a file of content/ is kept with the version somebody begins',
  async ({ db }) => {
    const copy = mkdtempSync(path.join(tmpdir(), 'zveno-content-'))
    try {
      cpSync(folderOfContent, copy, { recursive: true })
      const folder = path.join(copy, 'modules/chain')
      writeFileSync(path.join(folder, 'shop.jpg'), withNotes(picture('shop.jpg'), 'Maya'))
      const edit = (file: string, from: string | RegExp, to: string) => {
        const text = readFileSync(path.join(folder, file), 'utf8')
        expect(text).toMatch(from)
        writeFileSync(path.join(folder, file), text.replace(from, to))
      }
      edit(
        'module.yaml',
        /^blocks:\n/m,
        'blocks:\n  - { id: shop, kind: picture, picture: { file: shop.jpg }, purpose: tells }\n',
      )
      for (const language of ['en', 'ru', 'he'])
        edit(
          `${language}.yaml`,
          /^blocks:\n/m,
          'blocks:\n  shop:\n    title: Shop\n    alt: A shop\n    body: Look.\n',
        )
      const { modules, pictures, problems } = readContent(copy)
      expect(problems).toEqual([])
      const { plan } = modules.find((module) => module.plan.id === 'chain')!
      expect(plan.blocks[0]).toMatchObject({ picture: { width: 60, height: 40 } })
      expect([...pictures.keys()]).toEqual(picturesOf(plan))
      expect([...pictures.values()][0]!.includes('Maya')).toBe(false)
      // A later release may bring it no more: whoever began this version still sees it.
      const [[file, bytes]] = [...pictures] as [[string, Buffer]]
      const shipped = content().pictures
      shipped.set(file, bytes)
      await startModule(
        db,
        modules.find((module) => module.plan === plan)!,
        await somebody(db, 'maya', now),
        now,
      )
      shipped.delete(file)
      expect(Buffer.from((await pictureBytes(db, file))!)).toEqual(bytes)
      edit('module.yaml', 'shop.jpg', '../shop.jpg')
      expect(readContent(copy).problems).toMatchObject([
        {
          file: 'modules/chain/module.yaml',
          message: expect.stringContaining('no such file') as string,
        },
      ])
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  },
)

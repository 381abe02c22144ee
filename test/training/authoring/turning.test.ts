import { expect } from 'vitest'
import { beginDraft, draftById } from '../../../app/training/authoring/draft.server.ts'
import { sectionOf, stepped } from '../../../app/training/authoring/draft.ts'
import { editDraft, markOf } from '../../../app/training/authoring/edit.server.ts'
import { keepSection } from '../../../app/training/authoring/section-page.server.ts'
import { turnedIn, turnInSection } from '../../../app/training/authoring/turning.server.ts'
import { onBothDatabases } from '../../support/database.ts'
import { somebody } from '../somebody.ts'
import { moduleOf, sentFor } from './writing.ts'

const now = new Date('2026-03-02T09:00:00Z')

onBothDatabases(
  'taking back from inside a section stays there and says what it was, wherever it was',
  async ({ db }) => {
    const hanna = await somebody(db, 'hanna', now)
    const id = await beginDraft(db, { from: moduleOf('chain'), same: true }, hanna, now)
    const stored = async () => (await draftById(db, id))!
    const write = async (section: string, field: string, words: string) => {
      const { draft } = await stored()
      const form = sentFor(draft, section)
      form.set(field, words)
      form.set('mark', markOf(sectionOf(draft, section)!))
      return keepSection(db, id, section, form, { id: hanna, locale: 'en' }, now)
    }
    const turn = (section: string, way: 'undo' | 'redo') =>
      turnInSection(db, id, section, way, hanna, now)
    const told = async (to: string) => {
      const { searchParams } = new URL(to, 'https://zveno.example')
      return turnedIn(db, await stored(), searchParams, 'en')
    }
    await write('block-hotel', 'he.title', 'מלון')
    await write('about', 'en.title', 'Our chain')

    const first = await turn('block-hotel', 'undo')
    expect(first).toMatch(/^\/hr\/training\/[\w-]+\/edit\/block-hotel\?undo=2$/)
    expect(await told(first)).toEqual({
      way: 'undo',
      what: '\u2068About the module\u2069 · Title (English)',
    })
    const second = await told(await turn('block-hotel', 'undo'))
    expect(second?.what).toContain('Title (עברית)')
    expect((await stored()).draft.texts).toEqual(moduleOf('chain').texts)
    expect(await turn('block-hotel', 'undo')).toMatch(/block-hotel\?nothing$/)
    const again = await told(await turn('about', 'redo'))
    expect(again).toEqual({ way: 'redo', what: second?.what })

    // Where the section itself is what was taken back, all sections are shown.
    await editDraft(db, id, 'about', hanna, now, (draft) => stepped(draft, 'add:text')!.draft)
    const added = (await stored()).draft.plan.blocks.find(({ id }) => id.startsWith('s'))!
    expect(await turn(`block-${added.id}`, 'undo')).toMatch(/^\/hr\/training\/[\w-]+\?done=undo$/)
    for (const nonsense of ['?undo=99', '?undo=x', '?redo', ''])
      expect(await told(`/x${nonsense}`)).toBeNull()
  },
)

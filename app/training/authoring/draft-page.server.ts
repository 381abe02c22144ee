import type { Db } from '../../../db/connect.ts'
import type { Employee } from '../../people/employee.server.ts'
import { m } from '../../i18n/messages.ts'
import type { Language } from '../module.ts'
import { checked, type Fault } from './check.server.ts'
import { ABOUT, ADDABLE, type Draft, type Section, sectionsOf, stepped } from './draft.ts'
import type { StoredDraft } from './draft.server.ts'
import { editDraft, editsAround, turnBack } from './edit.server.ts'
import { kindHint, kindLabel } from './labels.server.ts'
import {
  authorsOf,
  backToDraft,
  commentsOn,
  dropDraft,
  publishDraft,
  sendToReview,
  takeUpDraft,
} from './review.server.ts'
import { sectionName } from './section-page.server.ts'
import type { refusalWords } from './told.ts'
import { textAt } from './tree.ts'

interface Row {
  section: Section
  name: string
  /** How much is still to do there. */
  faults: number
  up: boolean
  down: boolean
  drop: boolean
}

export interface DraftPage {
  title: string
  rows: { about: Row; screens: Row[]; questions: Row[] }
  addable: { kind: string; label: string; hint: string | null }[]
  undo: string | null
  redo: string | null
  authors: string[]
  /** Wrote nothing in it, and may therefore publish it. */
  second: boolean
}

/** The page of a whole draft, in the words of who looks at it. */
export async function draftPage(
  db: Db,
  stored: StoredDraft,
  me: Pick<Employee, 'id' | 'locale'>,
): Promise<DraftPage> {
  const { draft } = stored
  const language = me.locale
  const { faults } = checked(draft, stored.module, 1, language)
  const row = (section: Section, can: Partial<Row> = {}): Row => ({
    section,
    name: sectionName(draft, section, language),
    faults: faults.filter((fault) => fault.section === section).length,
    up: false,
    down: false,
    drop: false,
    ...can,
  })
  const { blocks, questions } = draft.plan
  const authors = await authorsOf(db, stored.id)
  const edits = await editsAround(db, stored.id)
  const told = (edit: typeof edits.undo) =>
    edit && `${sectionName(draft, edit.section, language)} · \u2068${edit.by}\u2069`
  return {
    title: titleOf(draft, language),
    rows: {
      about: row(ABOUT),
      screens: blocks.map(({ id, kind }, at) => {
        const last = kind === 'line'
        return row(`block-${id}`, {
          up: !last && at > 0,
          down: !last && at < blocks.length - 2,
          drop: !last && kind !== 'questions',
        })
      }),
      questions: questions.map(({ id }, at) =>
        row(`question-${id}`, { up: at > 0, down: at < questions.length - 1, drop: true }),
      ),
    },
    addable: ADDABLE.filter((kind) => kind !== 'guess' || !blocks.some((b) => b.kind === kind)).map(
      (kind) => ({ kind, label: kindLabel(kind, language), hint: kindHint(kind, language) }),
    ),
    undo: told(edits.undo),
    redo: told(edits.redo),
    authors: authors.map(({ name }) => name),
    second: !authors.some(({ id }) => id === me.id),
  }
}

/** What a draft is called: in the reader's language, else in any, else that it has no name yet. */
export function titleOf(draft: Draft, language: Language): string {
  const [title] = [language, 'en', 'ru', 'he'].flatMap((one) => {
    const text = textAt(draft.texts[one as Language], ['title'])
    return text === '' ? [] : [text]
  })
  return title ?? m.training_author_untitled({}, { locale: language })
}

export interface DraftComment {
  id: string
  section: Section
  where: string
  text: string
  by: string
  at: number
  done: boolean
}

/** What readers said, each with the name of the section it is about. */
export async function draftComments(
  db: Db,
  { id, draft }: StoredDraft,
  language: Language,
): Promise<DraftComment[]> {
  const known = new Set(sectionsOf(draft))
  return (await commentsOn(db, id)).map((one) => ({
    ...one,
    where: sectionName(draft, known.has(one.section) ? one.section : ABOUT, language),
  }))
}

type Refusal = Parameters<typeof refusalWords>[0]

export type Acted =
  | { outcome: 'faults'; faults: Fault[] }
  | { outcome: 'done'; to: Section | null; told: string | null }
  | { outcome: 'published'; module: string; version: number }
  /** Nothing was done: `why` is a word for the page to say it in. */
  | { outcome: 'refused'; why: Refusal }

/**
 * What a button on the page of a draft does: `undo`, `redo`, `send`, `back`, `drop`, `take-up`, `publish`, or a step of the lists
 * (`stepped`). `revision` is of the page that was read.
 */
export async function actOn(
  db: Db,
  stored: StoredDraft,
  step: string,
  revision: number,
  me: Pick<Employee, 'id' | 'locale'>,
  now: Date,
): Promise<Acted> {
  const { id } = stored
  const closed: Acted = { outcome: 'refused', why: 'closed' }
  switch (step) {
    case 'undo':
    case 'redo': {
      const turned = await turnBack(db, id, step, me.id, now)
      if (turned === 'nothing' || turned === 'closed') return { outcome: 'refused', why: turned }
      return { outcome: 'done', to: turned.section, told: step }
    }
    case 'send': {
      const sent = await sendToReview(db, id, me.id, now, me.locale)
      if (sent === 'closed') return closed
      if (sent === 'sent') return { outcome: 'done', to: null, told: 'sent' }
      return { outcome: 'faults', faults: sent }
    }
    case 'back':
      return (await backToDraft(db, id, now)) === 'back'
        ? { outcome: 'done', to: null, told: 'back' }
        : closed
    case 'drop':
      return (await dropDraft(db, id, now)) === 'dropped'
        ? { outcome: 'done', to: null, told: 'dropped' }
        : closed
    case 'take-up': {
      const taken = await takeUpDraft(db, id, now)
      if (taken !== 'draft') return { outcome: 'refused', why: taken }
      return { outcome: 'done', to: null, told: 'taken-up' }
    }
    case 'publish': {
      const published = await publishDraft(db, id, revision, me.id, now)
      return published.outcome === 'published'
        ? published
        : { outcome: 'refused', why: published.outcome }
    }
    default: {
      let section: Section | null = null
      const kept = await editDraft(db, id, ABOUT, me.id, now, (present) => {
        const next = stepped(present, step)
        section = next?.section ?? null
        return next?.draft ?? 'nothing'
      })
      if (kept === 'nothing') return { outcome: 'refused', why: 'nothing' }
      if (kept !== 'saved') return closed
      return { outcome: 'done', to: section, told: step.split(':')[0] ?? null }
    }
  }
}

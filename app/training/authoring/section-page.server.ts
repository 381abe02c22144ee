import type { Db } from '../../../db/connect.ts'
import { m } from '../../i18n/messages.ts'
import { content } from '../content.server.ts'
import { type Language, LANGUAGES } from '../module.ts'
import { checked, type Fault } from './check.server.ts'
import { ABOUT, type Draft, type Section, sectionOf, sectionsOf, steppedIn } from './draft.ts'
import { draftById, type StoredDraft } from './draft.server.ts'
import { type UnfitPicture, withSentPicture } from './draft-picture.server.ts'
import { markOf, saveSection } from './edit.server.ts'
import { fieldName, fieldsOf, type FormPart } from './form.ts'
import { type FormContext, formOf, sectionFrom } from './form.server.ts'
import { kindHint, kindLabel } from './labels.server.ts'
import { stopOf } from './preview.server.ts'
import { textAt } from './tree.ts'
import type { WritingHelpView } from './writing-help.tsx'

export interface SectionPage {
  name: string
  hint: string | null
  /** Of what the form was drawn from. */
  mark: string
  parts: FormPart[]
  /** Neighbours, for going on without the list. */
  before: Section | null
  after: Section | null
  /** Its first screen in the preview; null where it has none. */
  screen: number | null
  open: boolean
}

/** One section's form; null where the section is not there. */
export function sectionPage(
  stored: StoredDraft,
  section: Section,
  language: Language,
): SectionPage | null {
  const { draft } = stored
  const value = sectionOf(draft, section)
  if (!value) return null
  const all = sectionsOf(draft)
  const at = all.indexOf(section)
  const kind = section.startsWith('block-') ? String(value.plan.kind) : section.split('-')[0]!
  return {
    name: sectionName(draft, section, language),
    hint: kindHint(kind, language),
    mark: markOf(value),
    parts: formOf(section, value, contextOf(language)),
    before: all[at - 1] ?? null,
    after: all[at + 1] ?? null,
    screen: section === ABOUT ? null : stopOf(draft, section),
    open: stored.status === 'draft',
  }
}

export function contextOf(language: Language): FormContext {
  const claims = [...content().claims.values()].map(({ id, wording }) => ({
    value: id,
    label: `${id} · ${wording[language].slice(0, 80)}`,
  }))
  return { language, claims }
}

/** "Screen 2 · Text: Two minutes by the tomatoes". */
export function sectionName(draft: Draft, section: Section, locale: Language): string {
  if (section === ABOUT) return m.training_author_about({}, { locale })
  const [, part, id = ''] = /^(block|question)-(.*)$/.exec(section) ?? []
  if (part === 'question') {
    const n = draft.plan.questions.findIndex((one) => one.id === id) + 1
    return m.training_author_question_n({ n }, { locale })
  }
  const n = draft.plan.blocks.findIndex((one) => one.id === id) + 1
  const kind = kindLabel(draft.plan.blocks[n - 1]?.kind ?? '', locale)
  const title = textAt(draft.texts[locale], ['blocks', id, 'title'])
  const screen = m.training_author_screen_n({ n, kind }, { locale })
  return title === '' ? screen : `${screen}: ${title}`
}

/** Faults of one section; those of fields that its form does not have stand with the section as a whole. */
export function faultsIn(stored: StoredDraft, section: Section, language: Language): Fault[] {
  const { draft, module } = stored
  return checked(draft, module, 1, language).faults.filter((fault) => fault.section === section)
}

export type Kept =
  | { outcome: 'saved'; mark: string; step: string | null; unfit: UnfitPicture | null }
  | { outcome: 'conflict'; mark: string; parts: FormPart[]; theirs: Record<string, string> }
  /** Taken out, or not open for writing any more: what was typed is given back in words. */
  | { outcome: 'gone' | 'closed'; typed: string[] }

/** What the page of a section gets back for a form that did not lead on. */
export type SectionReply =
  | (Omit<Extract<Kept, { outcome: 'conflict' }>, 'outcome'> & { conflict: true })
  | { typed: string[]; gone: boolean }
  | { faults: { field: string | null; message: string }[]; mark: string }
  | { mark: string }

/** Keeps what a section's form sent, with what one of its buttons does (`do`). */
export async function keepSection(
  db: Db,
  id: string,
  section: Section,
  sent: FormData,
  by: { id: string; locale: Language },
  now: Date,
): Promise<Kept> {
  const stored = await draftById(db, id)
  const present = stored && sectionOf(stored.draft, section)
  if (!present) return { outcome: 'gone', typed: typedIn(sent) }
  const parts = formOf(section, present, contextOf(by.locale))
  const { value: filled, unfit } = await withSentPicture(
    db,
    sent,
    parts,
    sectionFrom(sent, parts, present),
    now,
  )
  const step = sent.get('do')
  const value = typeof step === 'string' ? steppedIn(section, filled, step) : filled
  const mark = String(sent.get('mark') ?? '')
  const saved = await saveSection(db, id, section, { mark, value }, by.id, now)
  switch (saved) {
    case 'saved':
      return {
        outcome: 'saved',
        mark: markOf(value),
        step: value === filled ? null : String(step),
        unfit,
      }
    case 'conflict':
      return {
        outcome: 'conflict',
        mark: markOf(present),
        parts: formOf(section, filled, contextOf(by.locale)),
        theirs: differing(parts, formOf(section, filled, contextOf(by.locale))),
      }
    default:
      return { outcome: saved, typed: typedIn(sent) }
  }
}

/** What stands in the draft in those text fields where something else was typed. */
function differing(theirs: FormPart[], mine: FormPart[]): Record<string, string> {
  const own = new Map([...fieldsOf(mine)].map((part) => [part.key, part]))
  const found: Record<string, string> = {}
  for (const part of fieldsOf(theirs)) {
    const other = own.get(part.key)
    if (part.type !== 'text' || other?.type !== 'text') continue
    for (const language of LANGUAGES)
      if (part.values[language] !== other.values[language])
        found[fieldName.text(language, part.key)] = part.values[language]
  }
  return found
}

function typedIn(sent: FormData): string[] {
  return [...sent].flatMap(([name, value]) =>
    /^(en|ru|he)\./.test(name) && typeof value === 'string' && value.trim() !== '' ? [value] : [],
  )
}

/** Where to look after a button of a list: at what was moved, else at the list. */
export function placeAfter(step: string): string {
  const [verb, thing = ''] = step.split(':')
  if (verb === 'add') return `#plan.${thing}`
  return verb === 'drop' ? `#plan.${thing.replace(/\.[^.]+$/, '')}` : `#thing-${thing}`
}

/** Figures and words that a text may name, for the help beside the form. */
export function helpFor(language: Language): WritingHelpView {
  const { claims, terms } = content()
  const l = { locale: language }
  return {
    words: {
      label: m.training_author_help({}, l),
      marks: m.training_author_help_marks({}, l),
      figures: m.training_author_help_figures({}, l),
      examples: ['{% num %}20 %{% /num %}', '{% claim id="C05" %}5 %{% /claim %}'],
      claims: m.training_author_help_claims({}, l),
      terms: m.training_author_help_terms({}, l),
    },
    claims: [...claims.values()].map(({ id, wording }) => ({
      id,
      wording: wording[language],
      tag: `{% claim id="${id}" %}…{% /claim %}`,
    })),
    terms: [...terms.values()].map(({ id, name }) => ({
      id,
      name: name[language],
      tag: `{% term id="${id}" %}…{% /term %}`,
    })),
  }
}

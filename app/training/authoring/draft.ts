import type { z } from 'zod'
import { KINDS } from '../interactives/kinds.ts'
import {
  asked,
  type Block,
  type Language,
  type Module,
  planOfKind,
  Question,
  ROLES,
  textsOf,
} from '../module.ts'
import { freshId, isListed, leastOf, referring, type Schema, schemaOf } from './schema.ts'
import { idOf, type Plan, planAt, type Tree, treeAt, withPlan, withTree } from './tree.ts'

/** A module while it is written: the same shape as a finished one, with gaps. What follows from the rest is left out. */
export interface Draft {
  plan: {
    roles: string[]
    order: number
    concepts: string[]
    draw: number
    blocks: (Plan & { id: string; kind: string })[]
    questions: (Plan & { id: string; concepts: string[] })[]
  }
  texts: Record<Language, Tree>
}

/** What stands on one page of the editor: `about`, `block-…` or `question-…`. */
export type Section = string

export interface SectionValue {
  plan: Plan
  texts: Record<Language, Tree>
}

export const ABOUT = 'about'
/** A concept of what is taught beside the curriculum. */
const OWN_CONCEPT = 'K00'
/** More would be no module of five minutes. */
export const MOST_BLOCKS = 20
export const MOST_QUESTIONS = 20
const MOST_WORDINGS = 6

/** Kinds of screens that can be added, simple ones first. */
export const ADDABLE: readonly string[] = [
  'text',
  'picture',
  'worked-example',
  'guess',
  ...Object.keys(KINDS),
]

/** Addresses below /training that are no modules. */
export const RESERVED = new Set([
  'cards',
  'certificate',
  'certificates',
  'claims',
  'exam',
  'exams',
  'offline',
  'path',
  'paths',
  'records',
])

const inThree = (make: (language: Language) => Tree): Record<Language, Tree> => ({
  en: make('en'),
  ru: make('ru'),
  he: make('he'),
})

/** A new module: a guess, a text, an example, its questions and the line, all to be written. */
export function blankDraft(order: number): Draft {
  const block = (id: string, kind: string) => leastOf(blockSchema(kind), { id }) as never
  return {
    plan: {
      roles: [ROLES[0]],
      order,
      concepts: [OWN_CONCEPT],
      draw: 3,
      blocks: [
        block('s1', 'guess'),
        block('s2', 'text'),
        block('s3', 'worked-example'),
        block('s4', 'questions'),
        block('s5', 'line'),
      ],
      questions: ['q1', 'q2', 'q3'].map(newQuestion),
    },
    texts: inThree(() => ({})),
  }
}

function newQuestion(id: string): Draft['plan']['questions'][number] {
  return { ...(leastOf(questionSchema(), { id }) as Plan), id, concepts: [OWN_CONCEPT] }
}

export function draftOf({ plan, texts }: Module): Draft {
  const { roles, order, concepts, draw, blocks, questions } = structuredClone(plan)
  return {
    plan: { roles, order, concepts, draw, blocks, questions },
    texts: structuredClone(texts) as unknown as Record<Language, Tree>,
  }
}

/** The sections in the order in which they are met. */
export function sectionsOf({ plan }: Draft): Section[] {
  return [
    ABOUT,
    ...plan.blocks.flatMap(({ id, kind }) => (kind === 'questions' ? [] : [`block-${id}`])),
    ...plan.questions.map(({ id }) => `question-${id}`),
  ]
}

/** Where a section lies in plan and texts; null for one that is not there. */
function placeOf(
  { plan }: Draft,
  section: Section,
): { list: 'blocks' | 'questions'; id: string } | null {
  const [, part, id = ''] = /^(block|question)-(.+)$/.exec(section) ?? []
  const list = part === 'block' ? 'blocks' : part === 'question' ? 'questions' : null
  return list && plan[list].some((one) => one.id === id) ? { list, id } : null
}

export function sectionOf(draft: Draft, section: Section): SectionValue | null {
  const { plan, texts } = draft
  if (section === ABOUT) {
    const { roles, draw } = plan
    const own = (language: Language) => {
      const { title = '', summary = '', objective = '' } = texts[language] as Record<string, Tree>
      return { title, summary, objective }
    }
    return { plan: { roles, draw }, texts: inThree(own) }
  }
  const place = placeOf(draft, section)
  if (!place) return null
  const { list, id } = place
  const own = (language: Language): Tree => {
    const found = treeAt(texts[language], [list, id]) ?? {}
    // A question's wordings stand right under its id in the files.
    return list === 'questions' ? { variants: found } : found
  }
  return { plan: planAt(plan, [list, id]) as Plan, texts: inThree(own) }
}

export function withSection(draft: Draft, section: Section, value: SectionValue): Draft {
  if (section === ABOUT) {
    const { roles, draw } = value.plan as { roles: string[]; draw: number }
    const own = (language: Language) => ({
      ...(draft.texts[language] as object),
      ...(value.texts[language] as object),
    })
    return { plan: { ...draft.plan, roles, draw }, texts: inThree(own) }
  }
  const place = placeOf(draft, section)
  if (!place) return draft
  const { list, id } = place
  return {
    plan: withPlan(draft.plan, [list, id], value.plan) as Draft['plan'],
    texts: inThree((language) => {
      const own = value.texts[language]
      return withTree(
        draft.texts[language],
        [list, id],
        list === 'questions' ? (treeAt(own, ['variants']) ?? {}) : own,
      )
    }),
  }
}

function blockSchema(kind: string): Schema {
  const type = planOfKind(kind)
  return type ? schemaOf(type) : {}
}

function questionSchema(): Schema {
  const schema = schemaOf(Question)
  const { concepts: _of, ...properties } = schema.properties!
  return {
    ...schema,
    properties: { ...properties, variants: { ...properties.variants, maxItems: MOST_WORDINGS } },
  }
}

/** What plan and texts of a section may hold. */
export function schemasOf(
  section: Section,
  { plan }: SectionValue,
): { plan: Schema; texts: Schema } {
  if (section === ABOUT) {
    const line: Schema = { type: 'string', text: 'line' }
    return {
      plan: {
        type: 'object',
        properties: {
          roles: { type: 'array', items: { type: 'string', enum: [...ROLES] } },
          draw: { type: 'integer', minimum: 1, maximum: MOST_QUESTIONS },
        },
      },
      texts: { type: 'object', properties: { title: line, summary: line, objective: line } },
    }
  }
  if (section.startsWith('question-')) {
    const wording = schemaOf(asked as z.ZodType)
    const ids = (plan.variants as unknown[]).map(idOf)
    const variants = {
      type: 'object',
      properties: Object.fromEntries(ids.map((id) => [id, wording])),
    }
    return { plan: questionSchema(), texts: { type: 'object', properties: { variants } } }
  }
  const block = plan as unknown as Exclude<Block, { kind: 'questions' }>
  return { plan: blockSchema(block.kind), texts: schemaOf(textsOf(block)) }
}

/**
 * What a button inside a section does: `add:LIST`, `up:THING`, `down:THING`, `drop:THING`, where THING is the way down to
 * it (`cards.c2`, `turns.t1.choices.b`). What does not fit changes nothing.
 */
export function steppedIn(section: Section, value: SectionValue, step: string): SectionValue {
  const [verb = '', path = ''] = step.split(':')
  const way = path.split('.')
  const schema = schemasOf(section, value).plan
  const to = verb === 'add' ? way : way.slice(0, -1)
  const items = planAt(value.plan, to)
  const own = within(schema, value.plan, to)
  if (!Array.isArray(items) || !own || !isListed(own)) return value
  const next = steppedList(items, own, verb, way.at(-1)!)
  if (!next) return value
  const plan = referring(schema, withPlan(value.plan, to, next)) as Plan
  if (verb !== 'drop') return { ...value, plan }
  return { plan, texts: inThree((language) => withTree(value.texts[language], way, undefined)) }
}

function steppedList(items: unknown[], own: Schema, verb: string, key: string): unknown[] | null {
  if (verb === 'add') {
    const id = freshId(own.items!, key, items.map(idOf))
    if (id === null || items.length >= (own.maxItems ?? Infinity)) return null
    return [...items, own.items!.type === 'object' ? leastOf(own.items!, { id }) : id]
  }
  const from = items.findIndex((item) => idOf(item) === key)
  if (from < 0) return null
  if (verb === 'drop') return items.length > (own.minItems ?? 0) ? items.toSpliced(from, 1) : null
  return verb === 'up' || verb === 'down' ? moved(items, from, verb) : null
}

export function moved<T>(items: readonly T[], from: number, verb: 'up' | 'down'): T[] | null {
  const to = verb === 'up' ? from - 1 : from + 1
  if (from < 0 || to < 0 || to >= items.length) return null
  return items.toSpliced(from, 1).toSpliced(to, 0, items[from]!)
}

/** The schema of what stands at that place of a plan. */
function within(schema: Schema, plan: unknown, path: readonly string[]): Schema | undefined {
  let at: Schema | undefined = schema
  for (const key of path) at = at?.type === 'array' ? at.items : at?.properties?.[key]
  return at
}

/**
 * What a button on the page of the whole draft does: `add:KIND`, `add:question`, `up:SECTION`, `down:SECTION`,
 * `drop:SECTION`. The line stays last, and the questions stay.
 */
export function stepped(draft: Draft, step: string): { draft: Draft; section: Section } | null {
  const [verb = '', what = ''] = step.split(':')
  const { plan } = draft
  if (verb === 'add' && what === 'question') {
    if (plan.questions.length >= MOST_QUESTIONS) return null
    const id = newId('q', plan.questions)
    const questions = [...plan.questions, newQuestion(id)]
    return { draft: { ...draft, plan: { ...plan, questions } }, section: `question-${id}` }
  }
  if (verb === 'add') {
    if (!ADDABLE.includes(what) || plan.blocks.length >= MOST_BLOCKS) return null
    const id = newId('s', plan.blocks)
    const block = leastOf(blockSchema(what), { id }) as Draft['plan']['blocks'][number]
    // Before the questions; a guess before all reading.
    const at = what === 'guess' ? 0 : plan.blocks.findIndex(({ kind }) => kind === 'questions')
    const blocks = plan.blocks.toSpliced(Math.max(0, at), 0, block)
    return { draft: { ...draft, plan: { ...plan, blocks } }, section: `block-${id}` }
  }
  const place = placeOf(draft, what)
  if (!place) return null
  const { list, id } = place
  const items: { id: string; kind?: unknown }[] = plan[list]
  const from = items.findIndex((one) => one.id === id)
  const kind = items[from]?.kind
  if (kind === 'line') return null
  if (verb === 'drop') {
    if (kind === 'questions') return null
    const left = { ...plan, [list]: items.toSpliced(from, 1) }
    const texts = inThree((language) => withTree(draft.texts[language], [list, id], undefined))
    return { draft: { plan: left, texts }, section: what }
  }
  if (verb !== 'up' && verb !== 'down') return null
  const next = moved(items, from, verb)
  if (!next || (list === 'blocks' && next.at(-1)?.kind !== 'line')) return null
  return { draft: { ...draft, plan: { ...plan, [list]: next } }, section: what }
}

function newId(letter: string, taken: readonly { id: string }[]): string {
  return freshId(
    { type: 'string' },
    letter,
    taken.map(({ id }) => id),
  )!
}

import type { z } from 'zod'
import { m } from '../../i18n/messages.ts'
import { content } from '../content.server.ts'
import { isInteractive, kindOf } from '../interactives/kinds.ts'
import {
  type Block,
  type Language,
  LANGUAGES,
  type Module,
  ModulePlan,
  moduleTexts,
} from '../module.ts'
import { minutesLeft } from '../pace.ts'
import { citedIn, quotedIn, type TextFault, textFaults } from '../text-fault.server.ts'
import { ABOUT, type Draft, type Section } from './draft.ts'
import { tagged } from './file-words.server.ts'
import { fieldName } from './form.ts'
import { faultLabel } from './labels.server.ts'
import { schemaOf, whole } from './schema.ts'
import { idOf } from './tree.ts'

/** What keeps a draft from being published: where it stands, and what to do, in the author's words. */
export interface Fault {
  section: Section
  /** Id of the field; null for what concerns a section, or the module, as a whole. */
  field: string | null
  message: string
}

export type Checked = { module: Module; faults: [] } | { module: null; faults: Fault[] }

const MOST_MINUTES = 15

/**
 * The draft as a finished module, by the same schema and the same rules as the files of `content/`; or every fault. What
 * follows from the rest (figures cited, minutes) is worked out here.
 */
export function checked(draft: Draft, slug: string, version: number, language: Language): Checked {
  const blocks = draft.plan.blocks as unknown as Block[]
  const cited = new Set([...blocks.flatMap(quotedIn), ...citedIn(draft.texts)])
  const register = content()
  const plan = {
    id: slug,
    version,
    ...draft.plan,
    minutes: 1,
    claims: [...cited].filter((id) => register.claims.has(id)).sort(),
  }
  const faults: Fault[] = []
  const read = ModulePlan.safeParse(plan)
  if (!read.success)
    faults.push(...read.error.issues.map((issue) => planFault(issue, draft, language)))
  for (const block of blocks)
    if (read.success && isInteractive(block))
      for (const { fault, details, message: what } of kindOf(block).faults?.(
        block,
        (id) => register.claims.get(id)?.grade,
      ) ?? []) {
        const message =
          faultLabel('forms', fault, language, details) ??
          m.training_author_fault_plan({ what }, { locale: language })
        faults.push({ section: `block-${block.id}`, field: null, message })
      }

  const sentences = { blocks, claims: plan.claims }
  for (const of of LANGUAGES) {
    // Texts are asked for by the plan's lists, which are there even where something else is wrong with it.
    const schema = moduleTexts(plan as unknown as ModulePlan)
    const texts = schema.safeParse(whole(schemaOf(schema), draft.texts[of]))
    if (!texts.success)
      faults.push(...texts.error.issues.flatMap((issue) => missing(issue, of, language)))
    for (const fault of textFaults(draft.texts[of], sentences, register.terms))
      if (fault.fault !== 'uncited') faults.push(textFault(fault, of, language))
  }
  const unseen = faults.filter(
    (fault, i) =>
      !faults.slice(0, i).some((other) => JSON.stringify(other) === JSON.stringify(fault)),
  )
  if (unseen.length > 0 || !read.success) return { module: null, faults: unseen }

  // Texts that nothing asks for any more are left behind: what a picture shows, where it only decorates now.
  const asked = schemaOf(moduleTexts(read.data))
  const texts = Object.fromEntries(LANGUAGES.map((of) => [of, whole(asked, draft.texts[of])]))
  const module: Module = { plan: read.data, texts: texts as unknown as Module['texts'] }
  const minutes = Math.max(...LANGUAGES.map((of) => minutesLeft(module, of)))
  const long = minutes > MOST_MINUTES
  if (long) {
    const message = m.training_author_fault_long_module(
      { n: minutes, most: MOST_MINUTES },
      { locale: language },
    )
    return { module: null, faults: [{ section: ABOUT, field: null, message }] }
  }
  // Its figures must be cited in every language, as in the files.
  const uncited = LANGUAGES.flatMap((of) =>
    textFaults(draft.texts[of], read.data, register.terms).map((fault) =>
      textFault(fault, of, language),
    ),
  )
  if (uncited.length > 0) return { module: null, faults: uncited }
  return { module: { ...module, plan: { ...read.data, minutes } }, faults: [] }
}

type Issue = z.core.$ZodIssue

function planFault(issue: Issue, draft: Draft, locale: Language): Fault {
  const [list, index, ...rest] = issue.path
  if (list === 'blocks' || list === 'questions') {
    const at: unknown = draft.plan[list][Number(index)]
    if (at) {
      const section = `${list === 'blocks' ? 'block' : 'question'}-${idOf(at)}`
      const way = named(at, rest)
      if (way[0] === 'picture') {
        const message = m.training_author_fault_picture({}, { locale })
        return { section, field: fieldName.plan('picture.file'), message }
      }
      const field = way.length > 0 ? fieldName.plan(way.join('.')) : null
      return { section, field, message: planWords(issue, locale) }
    }
    if (index === undefined && list === 'questions')
      return {
        section: ABOUT,
        field: null,
        message: m.training_author_fault_questions({}, { locale }),
      }
  }
  const field = list === 'draw' || list === 'roles' ? fieldName.plan(list) : null
  const message =
    list === 'draw'
      ? m.training_author_fault_draw({ n: draft.plan.questions.length }, { locale })
      : list === 'roles'
        ? m.training_author_fault_roles({}, { locale })
        : planWords(issue, locale)
  return { section: ABOUT, field, message }
}

/** The way to a place where things in lists go by their ids. */
function named(from: unknown, path: readonly PropertyKey[]): string[] {
  let at = from
  return path.map((key) => {
    const item = (at as Record<PropertyKey, unknown> | undefined)?.[key]
    const name =
      Array.isArray(at) && typeof key === 'number' ? idOf(item) || String(key) : String(key)
    at = item
    return name
  })
}

function planWords(issue: Issue, locale: Language): string {
  switch (issue.code) {
    case 'too_small':
      return m.training_author_fault_few({ n: Number(issue.minimum) }, { locale })
    case 'too_big':
      return m.training_author_fault_many({ n: Number(issue.maximum) }, { locale })
    case 'custom':
      return (
        faultLabel('forms', String(issue.params?.fault ?? ''), locale) ??
        m.training_author_fault_plan({ what: issue.message }, { locale })
      )
    default:
      return m.training_author_fault_choose({}, { locale })
  }
}

/** Sections that texts belong to, and the way inside them. */
function inSection(path: readonly string[]): { section: Section; way: string[] } {
  const [list, id, ...rest] = path
  if (list === 'blocks' && id) return { section: `block-${id}`, way: rest }
  if (list === 'questions' && id) return { section: `question-${id}`, way: ['variants', ...rest] }
  return { section: ABOUT, way: [...path] }
}

function missing(issue: Issue, of: Language, locale: Language): Fault[] {
  const paths =
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path.map(String), key])
      : [issue.path.map(String)]
  return paths.map((path) => {
    const { section, way } = inSection(path)
    const message = m.training_author_fault_missing({ language: nameOf(of, locale) }, { locale })
    return { section, field: fieldName.text(of, way.join('.')), message }
  })
}

function textFault({ place, fault, detail }: TextFault, of: Language, locale: Language): Fault {
  const { section, way } = inSection(place)
  const language = nameOf(of, locale)
  const words = {
    node: () => m.training_author_fault_node({ language }, { locale }),
    url: () => m.training_author_fault_url({ language }, { locale }),
    tag: () => m.training_author_fault_tag({ language, ...tagged('20 %', locale) }, { locale }),
    'tag-here': () => m.training_author_fault_tag_here({ language }, { locale }),
    'one-sentence': () => m.training_author_fault_one_sentence({ language }, { locale }),
    figure: () =>
      m.training_author_fault_figure(
        {
          language,
          figure: detail,
          ...tagged(detail, locale),
        },
        { locale },
      ),
    'no-term': () => m.training_author_fault_no_term({ language, id: detail }, { locale }),
    'no-claim': () => m.training_author_fault_no_claim({ language, id: detail }, { locale }),
    uncited: () => m.training_author_fault_uncited({ language, id: detail }, { locale }),
  }[fault]
  return {
    section,
    field: way.length > 0 ? fieldName.text(of, way.join('.')) : null,
    message: words(),
  }
}

function nameOf(of: Language, locale: Language): string {
  return {
    en: m.training_author_in_english,
    ru: m.training_author_in_russian,
    he: m.training_author_in_hebrew,
  }[of]({}, { locale })
}

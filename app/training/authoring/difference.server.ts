import { type Language, LANGUAGES } from '../module.ts'
import { type Piece, piecesOf } from './difference.ts'
import { type Draft, type Section, sectionOf, sectionsOf } from './draft.ts'
import type { FormPart } from './form.ts'
import { formOf } from './form.server.ts'
import { contextOf, sectionName } from './section-page.server.ts'

/** What became of one field: of a text in one language, or of a setting (`language` null). */
export interface FieldChange {
  label: string
  language: Language | null
  pieces: Piece[]
  /** Of a picture, instead of pieces: its file before and after, empty for none. */
  pictures?: { before: string; after: string }
}

export interface SectionChange {
  section: Section
  name: string
  what: 'added' | 'taken-out' | 'changed'
  fields: FieldChange[]
}

export interface Changes {
  sections: SectionChange[]
  /** What stayed stands in another order. */
  reordered: boolean
}

/** Everything that differs between two versions, field by field in all languages, in the reader's words. */
export function changesOf(before: Draft, after: Draft, language: Language): Changes {
  const [had, has] = [sectionsOf(before), sectionsOf(after)]
  const sections = [
    ...has.map((section) =>
      changeOf(had.includes(section) ? before : null, after, section, language),
    ),
    ...had
      .filter((section) => !has.includes(section))
      .map((section) => changeOf(before, null, section, language)),
  ]
  const order = (draft: Draft) =>
    [...draft.plan.blocks, ...draft.plan.questions]
      .map(({ id }) => id)
      .filter((id) => inBoth(before, id) && inBoth(after, id))
      .join(' ')
  return {
    sections: sections.filter(({ fields, what }) => what !== 'changed' || fields.length > 0),
    reordered: order(before) !== order(after),
  }
}

function inBoth({ plan }: Draft, id: string): boolean {
  return [...plan.blocks, ...plan.questions].some((one) => one.id === id)
}

function changeOf(
  before: Draft | null,
  after: Draft | null,
  section: Section,
  language: Language,
): SectionChange {
  const old = before ? fields(before, section, language) : new Map<string, Field>()
  const now = after ? fields(after, section, language) : new Map<string, Field>()
  const changed = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)]
    const [from, to] = [was?.text ?? '', is?.text ?? '']
    if (from === to) return []
    const { label, language: of, picture } = (is ?? was)!
    if (picture) return [{ label, language: of, pieces: [], pictures: { before: from, after: to } }]
    return [{ label, language: of, pieces: piecesOf(from, to) }]
  })
  return {
    section,
    name: sectionName((after ?? before)!, section, language),
    what: !before ? 'added' : !after ? 'taken-out' : 'changed',
    fields: changed,
  }
}

interface Field {
  label: string
  language: Language | null
  text: string
  picture: boolean
}

function fields(draft: Draft, section: Section, language: Language): Map<string, Field> {
  const found = new Map<string, Field>()
  const parts = formOf(section, sectionOf(draft, section)!, contextOf(language))
  for (const { key, label, part } of labelled(parts, [])) {
    if (part.type === 'text')
      for (const of of LANGUAGES)
        found.set(`${of} ${key}`, { label, language: of, text: part.values[of], picture: false })
    else {
      const picture = part.type === 'picture'
      found.set(key, { label, language: null, text: chosen(part), picture })
    }
  }
  return found
}

type Leaf = Exclude<FormPart, { type: 'group' | 'list' }>

function* labelled(
  parts: readonly FormPart[],
  above: string[],
): Generator<{ key: string; label: string; part: Leaf }> {
  for (const part of parts) {
    if (part.type === 'group') yield* labelled(part.parts, [...above, part.label])
    else if (part.type === 'list') {
      for (const item of part.items) yield* labelled(item.parts, [...above, item.label])
    } else yield { key: part.key, label: [...above, part.label].join(' · '), part }
  }
}

function chosen(part: Exclude<Leaf, { type: 'text' }>): string {
  if (part.type === 'choice')
    return part.options.find(({ value }) => value === part.value)?.label ?? ''
  if (part.type === 'several')
    return part.options
      .flatMap(({ value, label }) => (part.values.includes(value) ? [label] : []))
      .join(', ')
  return part.value
}

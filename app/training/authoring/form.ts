import type { Language } from '../module.ts'

/** Characters at most; more is no line, no sentence and no text of one screen. */
export const MOST = { line: 200, sentence: 600, rich: 4000 } as const

export interface Choice {
  value: string
  label: string
}

/** A part of a section's form, made of the schemas alone: a new kind of interactive brings its form with it. */
export type FormPart =
  | {
      type: 'text'
      key: string
      label: string
      look: keyof typeof MOST
      values: Record<Language, string>
    }
  | { type: 'choice'; key: string; label: string; options: Choice[]; value: string }
  | { type: 'several'; key: string; label: string; options: Choice[]; values: string[] }
  | { type: 'number'; key: string; label: string; min: number; max: number; value: string }
  | { type: 'numbers'; key: string; label: string; hint: string; value: string }
  | {
      type: 'picture'
      key: string
      label: string
      /** Its file; empty where there is none yet. */
      value: string
      width: number
      height: number
    }
  | { type: 'group'; label: string; parts: FormPart[] }
  | {
      type: 'list'
      key: string
      label: string
      /** What one of its things is called. */
      one: string
      addable: boolean
      droppable: boolean
      items: { id: string; label: string; parts: FormPart[] }[]
    }

/** Where HR sees the pictures of drafts and of whatever was published. */
export const PICTURES = '/hr/training/pictures'

/** The names of fields, which are their ids as well. */
export const fieldName = {
  text: (language: Language, key: string) => `${language}.${key}`,
  plan: (key: string) => `plan.${key}`,
}

/** Every key of texts and of settings that a form has, the forms of its lists included. */
export function* fieldsOf(
  parts: readonly FormPart[],
): Generator<Exclude<FormPart, { type: 'group' | 'list' }>> {
  for (const part of parts) {
    if (part.type === 'group') yield* fieldsOf(part.parts)
    else if (part.type === 'list') for (const item of part.items) yield* fieldsOf(item.parts)
    else yield part
  }
}

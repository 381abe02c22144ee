import { m } from '../../i18n/messages.ts'
import type { Language } from '../module.ts'

type Message = (inputs: object, options: { locale: Language }) => string

/** What a key of plan or texts is called; a key that no language has a word for stands for itself. */
export function labelOf(key: string, language: Language): string {
  return said(`training_forms_${key}`, language) ?? bare(key)
}

/** What a thing of a list is called: "Card" in a list of cards. */
export function oneLabel(key: string, language: Language): string {
  return said(`training_forms_one_${key}`, language) ?? labelOf(key, language)
}

/** What one of the values between which one chooses is called; `a`, `b`, `c` are letters everywhere. */
export function valueLabel(value: string, language: Language): string {
  return said(`training_forms_is_${value.replaceAll('-', '_')}`, language) ?? bare(value)
}

/** What a kind of screen is called. */
export function kindLabel(kind: string, language: Language): string {
  return said(`training_forms_kind_${kind.replaceAll('-', '_')}`, language) ?? bare(kind)
}

/** One sentence on what a kind of screen is for; null where nobody wrote one. */
export function kindHint(kind: string, language: Language): string | null {
  return said(`training_forms_for_${kind.replaceAll('-', '_')}`, language)
}

/** What to do about a fault that a schema names, in a form or in files; null where there are no words for it. */
export function faultLabel(
  where: 'forms' | 'files',
  fault: string,
  language: Language,
  details: Record<string, string> = {},
): string | null {
  const other = where === 'forms' ? 'files' : 'forms'
  return (
    said(`training_${where}_fault_${fault}`, language, details) ??
    said(`training_${other}_fault_${fault}`, language, details)
  )
}

function said(name: string, locale: Language, inputs = {}): string | null {
  if (!Object.hasOwn(m, name)) return null
  return (m as unknown as Record<string, Message>)[name]!(inputs, { locale })
}

function bare(key: string): string {
  const words = key.replaceAll(/[_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

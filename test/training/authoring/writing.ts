import { content } from '../../../app/training/content.server.ts'
import {
  blankDraft,
  type Draft,
  sectionOf,
  sectionsOf,
  withSection,
} from '../../../app/training/authoring/draft.ts'
import { fieldName, fieldsOf } from '../../../app/training/authoring/form.ts'
import { formOf, sectionFrom } from '../../../app/training/authoring/form.server.ts'
import { contextOf } from '../../../app/training/authoring/section-page.server.ts'
import { LANGUAGES, type Language, type Module } from '../../../app/training/module.ts'

export function moduleOf(slug: string): Module {
  const module = content().modules.find(({ plan }) => plan.id === slug)
  if (!module) throw new Error(`no module ${slug}`)
  return module
}

/** What a browser sends for a section as it is drawn, with `write` in its text fields. */
export function sentFor(
  draft: Draft,
  section: string,
  write: (field: { key: string; language: Language; value: string }) => string = ({ value }) =>
    value,
): FormData {
  const form = new FormData()
  for (const part of fieldsOf(formOf(section, sectionOf(draft, section)!, contextOf('en')))) {
    if (part.type === 'text')
      for (const language of LANGUAGES)
        form.set(
          fieldName.text(language, part.key),
          write({ key: part.key, language, value: part.values[language] }),
        )
    else if (part.type === 'several') {
      form.append(fieldName.plan(part.key), '')
      for (const value of part.values) form.append(fieldName.plan(part.key), value)
    } else form.set(fieldName.plan(part.key), part.value)
  }
  return form
}

/** The section after a form was sent for it. */
export function filledIn(draft: Draft, section: string, form: FormData): Draft {
  const value = sectionOf(draft, section)!
  return withSection(
    draft,
    section,
    sectionFrom(form, formOf(section, value, contextOf('en')), value),
  )
}

const WORDS: Record<Language, string> = {
  en: 'A customer asks, and somebody listens',
  ru: 'Клиент спрашивает, и его слушают',
  he: 'לקוחה שואלת, ומישהו מקשיב',
}

/** A new module with something written in every field of every section. */
export function writtenDraft(): Draft {
  let draft = blankDraft(13)
  for (const section of sectionsOf(draft)) {
    let n = 0
    draft = filledIn(
      draft,
      section,
      sentFor(draft, section, ({ language }) => `${WORDS[language]} ${section} ${n++}.`),
    )
  }
  return draft
}

import { m } from '../../i18n/messages.ts'
import { type Language, LANGUAGES, type Picture } from '../module.ts'
import { ABOUT, schemasOf, type Section, type SectionValue } from './draft.ts'
import { type Choice, fieldName, fieldsOf, type FormPart, MOST } from './form.ts'
import { labelOf, oneLabel, valueLabel } from './labels.server.ts'
import { freshId, isListed, referable, type Schema } from './schema.ts'
import { idOf, planAt, textAt, withPlan, withTree } from './tree.ts'

export interface FormContext {
  /** Of the author. */
  language: Language
  claims: Choice[]
}

/** The form of a section, in words of the author's language. */
export function formOf(section: Section, value: SectionValue, context: FormContext): FormPart[] {
  const schemas = schemasOf(section, value)
  return new Former(section, value, context).parts(schemas.plan, schemas.texts, [])
}

class Former {
  readonly section: Section
  readonly value: SectionValue
  readonly context: FormContext
  constructor(section: Section, value: SectionValue, context: FormContext) {
    this.section = section
    this.value = value
    this.context = context
  }

  /** What of the plan says how it works, then the texts with their lists, then what refers to them. */
  parts(plan: Schema | undefined, texts: Schema | undefined, at: string[]): FormPart[] {
    const said = texts?.properties ?? {}
    const planned = Object.entries(plan?.properties ?? {}).filter(
      ([key, own]) => !(key in said) && key !== 'id' && own.const === undefined,
    )
    const late = ([, own]: [string, Schema]) => own.type === 'array'
    return [
      ...planned.filter((one) => !late(one)).map(([key, own]) => this.setting(own, [...at, key])),
      ...Object.entries(said).map(([key, own]) =>
        this.said(plan?.properties?.[key], own, [...at, key]),
      ),
      ...planned.filter(late).map(([key, own]) => this.setting(own, [...at, key])),
    ]
  }

  private said(plan: Schema | undefined, texts: Schema, at: string[]): FormPart {
    const label = this.label(at)
    if (texts.type !== 'object') {
      const values = Object.fromEntries(
        LANGUAGES.map((language) => [language, textAt(this.value.texts[language], at)]),
      ) as Record<Language, string>
      return { type: 'text', key: at.join('.'), label, look: texts.text ?? 'line', values }
    }
    if (!isListed(plan)) return { type: 'group', label, parts: this.parts(undefined, texts, at) }
    const items = (planAt(this.value.plan, at) as unknown[] | undefined) ?? []
    const { maxItems = Infinity, minItems = 0 } = plan!
    const key = at.at(-1)!
    return {
      type: 'list',
      key: at.join('.'),
      label,
      one: oneLabel(key, this.context.language),
      addable: items.length < maxItems && freshId(plan!.items!, key, items.map(idOf)) !== null,
      droppable: items.length > minItems,
      items: items.map((item, index) => {
        const id = idOf(item)
        const named = plan!.items!.enum ?? plan!.items!.properties?.id?.enum
        return {
          id,
          label: named ? valueLabel(id, this.context.language) : this.number(key, index),
          parts: this.parts(
            plan!.items!.type === 'object' ? plan!.items : undefined,
            texts.properties?.[id],
            [...at, id],
          ),
        }
      }),
    }
  }

  private setting(own: Schema, at: string[]): FormPart {
    const key = at.join('.')
    const label = this.label(at)
    const value = planAt(this.value.plan, at)
    if (own.picture) {
      const { file = '', width = 0, height = 0 } = (value ?? {}) as Partial<Picture>
      return { type: 'picture', key: `${key}.file`, label, value: file, width, height }
    }
    if (own.type === 'array') {
      const listed = (value as unknown[] | undefined) ?? []
      if (own.items?.type !== 'integer')
        return {
          type: 'several',
          key,
          label,
          options: this.options(own.items ?? {}),
          values: listed.map(String),
        }
      const hint = m.training_forms_numbers(
        {
          n: own.minItems ?? 1,
          from: own.items.minimum ?? 0,
          to: own.items.maximum ?? 0,
        },
        { locale: this.context.language },
      )
      return { type: 'numbers', key, label, hint, value: listed.join(' ') }
    }
    if (own.type === 'integer') {
      const { minimum: min = 0, maximum: max = 100 } = own
      return { type: 'number', key, label, min, max, value: String((value as number) ?? '') }
    }
    return {
      type: 'choice',
      key,
      label,
      options: this.options(own),
      value: (value as string) ?? '',
    }
  }

  private options(own: Schema): Choice[] {
    const { language, claims } = this.context
    if (own.enum) return own.enum.map((one) => ({ value: one, label: valueLabel(one, language) }))
    return (own.refers ?? []).flatMap((list) =>
      list === 'claims'
        ? claims
        : referable([list], this.value.plan).map((id, index) => ({
            value: id,
            label: this.named(list, id) || this.number(list, index),
          })),
    )
  }

  /** What somebody wrote as the name of a thing, short enough for a list. */
  private named(list: string, id: string): string {
    const text = this.value.texts[this.context.language]
    const found = ['name', 'title', 'text', 'says']
      .map((key) => textAt(text, [list, id, key]))
      .find((one) => one !== '')
    return (found ?? '').replaceAll(/\{%.*?%\}/g, '').slice(0, 60)
  }

  private number(key: string, index: number): string {
    const { language } = this.context
    return m.training_forms_item(
      { what: oneLabel(key, language), n: index + 1 },
      { locale: language },
    )
  }

  private label(at: string[]): string {
    const key = at.at(-1)!
    return labelOf(this.section === ABOUT ? `about_${key}` : key, this.context.language)
  }
}

/** The section with what was sent for it; fields that were not sent stay as they are. */
export function sectionFrom(
  form: FormData,
  parts: readonly FormPart[],
  value: SectionValue,
): SectionValue {
  let { plan, texts } = value
  const set = (key: string, next: unknown) => {
    plan = withPlan(plan, key.split('.'), next) as typeof plan
  }
  for (const part of fieldsOf(parts)) {
    if (part.type === 'text') {
      for (const language of LANGUAGES) {
        const sent = form.get(fieldName.text(language, part.key))
        if (typeof sent !== 'string') continue
        const own = withTree(texts[language], part.key.split('.'), written(sent, MOST[part.look]))
        texts = { ...texts, [language]: own }
      }
      continue
    }
    // It comes as a file; see draft-picture.server.ts.
    if (part.type === 'picture') continue
    const name = fieldName.plan(part.key)
    // A list of which nothing is ticked sends nothing but this.
    if (!form.has(name)) continue
    const sent = String(form.get(name))
    switch (part.type) {
      case 'choice':
        if (part.options.some((option) => option.value === sent)) set(part.key, sent)
        else if (sent === '') set(part.key, undefined)
        break
      case 'several': {
        const ticked = form.getAll(name)
        set(
          part.key,
          part.options.flatMap((option) => (ticked.includes(option.value) ? [option.value] : [])),
        )
        break
      }
      case 'number':
        if (/^\d{1,3}$/.test(sent.trim())) set(part.key, Number(sent))
        break
      case 'numbers':
        set(
          part.key,
          sent
            .split(/[\s,;]+/)
            .filter((one) => /^\d{1,3}$/.test(one))
            .slice(0, 100)
            .map(Number),
        )
    }
  }
  return { plan, texts }
}

/** As it is kept: browsers send CRLF, and PostgreSQL takes no NUL. */
function written(sent: string, most: number): string {
  const text = sent.replaceAll('\0', '').replaceAll(/\r\n?/g, '\n').trim()
  return text.slice(0, most)
}

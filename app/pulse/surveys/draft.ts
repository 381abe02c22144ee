import { LOCALES, type Locale } from '../../i18n/locale.ts'
import type { Question } from '../survey.ts'
import type { Bank } from './bank.ts'
import type { SurveyDefinition } from './definition.ts'
import { FULL_MOST, MOST_COMMENTS, MOST_OPTIONS } from './limits.ts'

export type Words = Record<Locale, string>

export const OWN_KINDS = ['item', 'choice', 'comment'] as const
export type OwnKind = (typeof OWN_KINDS)[number]

/** An own question while it is being written; its key tells it apart until it has an id. */
export interface OwnDraft {
  key: string
  kind: OwnKind
  text: Words
  /** Of a choice. */
  options: { key: string; text: Words }[]
}

export type DraftPart = { bank: string } | { own: OwnDraft }

/** A survey as it stands in the builder's form, finished or not. */
export interface SurveyDraft {
  title: Words
  parts: DraftPart[]
}

/** What the builder must know of the bank to put a new question in its place. */
export interface BankIds {
  enps: string
  comments: string[]
  items: string[]
}

export function bankIds(bank: Bank): BankIds {
  return {
    enps: bank.enps.id,
    comments: bank.comments.map(({ id }) => id),
    items: bank.drivers.flatMap(({ items }) => items.map(({ id }) => id)),
  }
}

const nothing = (): Words => ({ en: '', ru: '', he: '' })

export function keyOf(part: DraftPart): string {
  return 'bank' in part ? part.bank : part.own.key
}

/** A new survey: eNPS first and one question for words last, both of which can be taken out. */
export function blankDraft({ enps, comments }: BankIds): SurveyDraft {
  return { title: nothing(), parts: [{ bank: enps }, { bank: comments[0]! }] }
}

export function draftOf({ title, parts }: SurveyDefinition): SurveyDraft {
  return {
    title,
    parts: parts.map((part, i): DraftPart => {
      if ('bank' in part) return part
      const { kind, text, options = [] } = part.own
      const own = options.map((option, j) => ({ key: `o${j}`, text: option }))
      return { own: { key: `k${i}`, kind: kind as OwnKind, text, options: own } }
    }),
  }
}

/** Exactly these questions of the bank: eNPS comes first, an item before the closing questions for words, those last. */
export function picked(draft: SurveyDraft, ids: readonly string[], bank: BankIds): SurveyDraft {
  let parts = draft.parts.filter((part) => 'own' in part || ids.includes(part.bank))
  const present = new Set(parts.map(keyOf))
  for (const id of [bank.enps, ...bank.items, ...bank.comments]) {
    if (!ids.includes(id) || present.has(id)) continue
    const at =
      id === bank.enps ? 0 : bank.comments.includes(id) ? parts.length : afterItems(parts, bank)
    parts = parts.toSpliced(at, 0, { bank: id })
  }
  return { ...draft, parts }
}

function afterItems(parts: readonly DraftPart[], bank: BankIds): number {
  const last = parts.findLastIndex((part) =>
    'bank' in part ? !bank.comments.includes(part.bank) : part.own.kind !== 'comment',
  )
  return last + 1
}

/**
 * What a button of the builder does: `up:KEY`, `down:KEY`, `drop:KEY`, `add:KIND`, `option:KEY` (one more), `less:KEY:OPTION`.
 * Anything else changes nothing.
 */
export function changed(draft: SurveyDraft, step: string, bank: BankIds): SurveyDraft {
  const [verb, key = '', option = ''] = step.split(':')
  const at = draft.parts.findIndex((part) => keyOf(part) === key)
  switch (verb) {
    case 'up':
    case 'down':
      return { ...draft, parts: moved(draft.parts, at, verb === 'up' ? at - 1 : at + 1) }
    case 'drop':
      return at < 0 ? draft : { ...draft, parts: draft.parts.toSpliced(at, 1) }
    case 'add':
      return isOwnKind(key) ? withOwn(draft, key, bank) : draft
    case 'option':
      return withOptions(draft, at, (options) => [
        ...options,
        {
          key: newKey(
            'o',
            options.map((one) => one.key),
          ),
          text: nothing(),
        },
      ])
    case 'less':
      return withOptions(draft, at, (options) => options.filter((one) => one.key !== option))
    default:
      return draft
  }
}

function moved(parts: DraftPart[], from: number, to: number): DraftPart[] {
  const part = parts[from]
  if (!part || to < 0 || to >= parts.length) return parts
  return parts.toSpliced(from, 1).toSpliced(to, 0, part)
}

export function isOwnKind(kind: string): kind is OwnKind {
  return (OWN_KINDS as readonly string[]).includes(kind)
}

function withOwn(draft: SurveyDraft, kind: OwnKind, bank: BankIds): SurveyDraft {
  const options = kind === 'choice' ? ['o0', 'o1'].map((key) => ({ key, text: nothing() })) : []
  const own = { key: newKey('k', draft.parts.map(keyOf)), kind, text: nothing(), options }
  const at = kind === 'comment' ? draft.parts.length : afterItems(draft.parts, bank)
  return { ...draft, parts: draft.parts.toSpliced(at, 0, { own }) }
}

function withOptions(
  draft: SurveyDraft,
  at: number,
  change: (options: OwnDraft['options']) => OwnDraft['options'],
): SurveyDraft {
  const part = draft.parts[at]
  if (!part || 'bank' in part || part.own.kind !== 'choice') return draft
  const options = change(part.own.options)
  if (options.length > MOST_OPTIONS || options.length < 2) return draft
  return { ...draft, parts: draft.parts.with(at, { own: { ...part.own, options } }) }
}

/** A key that none of these has, so that no field ever shows what was written for another. */
function newKey(letter: 'k' | 'o', taken: readonly string[]): string {
  const numbers = taken.flatMap((key) => (key.startsWith(letter) ? Number(key.slice(1)) : []))
  return `${letter}${Math.max(-1, ...numbers.filter(Number.isInteger)) + 1}`
}

/** Names of the form's fields, which are their ids as well. */
export const field = {
  title: (locale: Locale) => `title-${locale}`,
  text: (key: string, locale: Locale) => `${key}-text-${locale}`,
  option: (key: string, option: string, locale: Locale) => `${key}-${option}-${locale}`,
}

const MOST_FIELDS = 60

/** What the form holds: the order in `part`, the bank's questions that are ticked in `pick`, own questions by key. */
export function draftFrom(form: FormData, bank: BankIds): SurveyDraft {
  const said = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const words = (name: (locale: Locale) => string): Words => ({
    en: said(name('en')),
    ru: said(name('ru')),
    he: said(name('he')),
  })
  const known = new Set([bank.enps, ...bank.items, ...bank.comments])
  const keys = [...new Set(form.getAll('part').map(String))].slice(0, MOST_FIELDS)
  const parts = keys.flatMap((key): DraftPart[] => {
    if (known.has(key)) return [{ bank: key }]
    const kind = said(`${key}-kind`)
    if (!/^k\d{1,3}$/.test(key) || !isOwnKind(kind)) return []
    const options = form
      .getAll(`${key}-option`)
      .map(String)
      .filter((option) => kind === 'choice' && /^o\d{1,3}$/.test(option))
      .slice(0, MOST_OPTIONS)
      .map((option) => ({
        key: option,
        text: words((locale) => field.option(key, option, locale)),
      }))
    return [{ own: { key, kind, text: words((locale) => field.text(key, locale)), options } }]
  })
  const draft = { title: words(field.title), parts }
  return picked(
    draft,
    form
      .getAll('pick')
      .map(String)
      .filter((id) => known.has(id)),
    bank,
  )
}

export const TITLE_MOST = 80
export const TEXT_MOST = 200
export const OPTION_MOST = 80

/** What keeps a draft from being saved: the field it stands at and which sentence is shown there. */
export interface Fault {
  field: string
  fault: 'missing' | 'long' | 'same' | 'empty' | 'too-many' | 'too-many-comments'
  /** The language of a field that has one. */
  locale?: Locale
  /** The most that is allowed. */
  most?: number
}

/** Where the list of chosen questions stands: faults of the survey as a whole lead there. */
export const ORDER_FIELD = 'order'

export function faultsOf({ title, parts }: SurveyDraft, bank: BankIds): Fault[] {
  const inWords = (words: Words, name: (locale: Locale) => string, most: number) =>
    LOCALES.flatMap((locale): Fault[] => {
      if (words[locale] === '') return [{ field: name(locale), fault: 'missing', locale }]
      return words[locale].length > most
        ? [{ field: name(locale), fault: 'long', locale, most }]
        : []
    })
  const comments = parts.filter((part) =>
    'bank' in part ? bank.comments.includes(part.bank) : part.own.kind === 'comment',
  )
  const written = new Set<string>()
  return [
    ...inWords(title, field.title, TITLE_MOST),
    ...(parts.length === 0 ? [{ field: ORDER_FIELD, fault: 'empty' as const }] : []),
    ...(parts.length > FULL_MOST
      ? [{ field: ORDER_FIELD, fault: 'too-many' as const, most: FULL_MOST }]
      : []),
    ...(comments.length > MOST_COMMENTS
      ? [{ field: ORDER_FIELD, fault: 'too-many-comments' as const, most: MOST_COMMENTS }]
      : []),
    ...parts.flatMap((part): Fault[] => {
      if ('bank' in part) return []
      const { key, text, options } = part.own
      const faults = inWords(text, (locale) => field.text(key, locale), TEXT_MOST)
      const same = LOCALES.find((locale) => {
        const mark = `${locale} ${text[locale].toLowerCase()}`
        const twice = text[locale] !== '' && written.has(mark)
        written.add(mark)
        return twice
      })
      if (same) faults.push({ field: field.text(key, same), fault: 'same', locale: same })
      return [
        ...faults,
        ...options.flatMap((option, i) => {
          const name = (locale: Locale) => field.option(key, option.key, locale)
          const twin = LOCALES.find((locale) =>
            options.slice(0, i).some((other) => isSame(other.text[locale], option.text[locale])),
          )
          return [
            ...inWords(option.text, name, OPTION_MOST),
            ...(twin ? [{ field: name(twin), fault: 'same' as const, locale: twin }] : []),
          ]
        }),
      ]
    }),
  ]
}

function isSame(a: string, b: string): boolean {
  return a !== '' && a.toLowerCase() === b.toLowerCase()
}

/**
 * The definition of a draft without faults. `idOf` gives an own question its id from what it says, so that other words
 * are another question; an own question for words warns its writers as those of the bank do.
 */
export function definitionOf(
  { title, parts }: SurveyDraft,
  bank: Bank,
  idOf: (question: Omit<Question, 'id'>) => string,
): SurveyDefinition {
  const hint = bank.comments[0]!.hint
  return {
    title,
    parts: parts.map((part) => {
      if ('bank' in part) return part
      const { kind, text, options } = part.own
      const question = {
        kind,
        text,
        ...(kind === 'comment' && { hint }),
        ...(kind === 'choice' && { options: options.map((option) => option.text) }),
      }
      return { own: { id: idOf(question), ...question } }
    }),
  }
}

import { LONGEST_CONTACT } from '../contact.ts'

/** What codes and receipts are made of: nothing that is mistaken for something else when read aloud. */
export const SYMBOLS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

export const LONGEST_TOLD = 2000

/** What a customer sent, right. */
export interface Told {
  receipt: string
  score: number
  why: string | null
  improve: string | null
  contact: string | null
}

/** What stands in the form, right or not. */
export interface Typed {
  receipt: string
  score: string
  why: string
  improve: string
  contact: string
  consent: boolean
  /** A field that people do not see; what fills it in is a program. */
  website: string
}

export type ToldProblem = 'score' | 'why' | 'improve' | 'contact' | 'consent'

/** The fields of a form as they were sent; a malformed receipt is '' and the form gets another. */
export function typedFrom(form: URLSearchParams): Typed {
  const text = (name: string) => (form.get(name) ?? '').replaceAll('\0', '')
  const receipt = text('receipt')
  return {
    receipt: new RegExp(`^[${SYMBOLS}]{10}$`).test(receipt) ? receipt : '',
    score: text('score'),
    why: text('why'),
    improve: text('improve'),
    contact: text('contact'),
    consent: form.get('consent') === 'yes',
    website: text('website'),
  }
}

/** What was sent, or what is missing, in the order of the page. */
export function toldFrom(typed: Typed): Told | ToldProblem[] {
  const problems: ToldProblem[] = []
  const contact = typed.contact.trim()
  if (!/^(\d|10)$/.test(typed.score)) problems.push('score')
  if (typed.why.length > LONGEST_TOLD) problems.push('why')
  if (typed.improve.length > LONGEST_TOLD) problems.push('improve')
  if (contact.length > LONGEST_CONTACT) problems.push('contact')
  else if (contact !== '' && !typed.consent) problems.push('consent')
  if (problems.length > 0) return problems
  return {
    receipt: typed.receipt,
    score: Number(typed.score),
    why: typed.why.trim() || null,
    improve: typed.improve.trim() || null,
    contact: contact || null,
  }
}

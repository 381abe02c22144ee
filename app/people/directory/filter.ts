import { ENTERPRISE, isObject, type Json, type JsonObject, USER, valueOf, wrong } from './scim.ts'

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'pr'] as const
type Operator = (typeof OPERATORS)[number]

/** `attribute operator value`; of `pr` the value is null. */
export interface Comparison {
  /** As written, without the URN of the user's own schema. */
  attribute: string
  operator: Operator
  value: Json
}

/** Alternatives, each of comparisons that hold together: `and` binds before `or` (RFC 7644, 3.4.2.2). */
export type Filter = Comparison[][]

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[^\s()"]+)/y

/** A filter without brackets; throws a ScimError that says what is not understood. */
export function filterFrom(text: string): Filter {
  const words = wordsOf(text)
  const filter: Filter = [[]]
  for (let at = 0; at < words.length;) {
    const [attribute = '', said = '', value = ''] = words.slice(at, at + 3)
    const operator = OPERATORS.find((one) => one === said.toLowerCase())
    if (!operator || !/^[a-z][\w:.$-]*$/i.test(attribute)) throw notUnderstood(text)
    filter.at(-1)!.push({
      attribute: plainName(attribute),
      operator,
      value: operator === 'pr' ? null : literal(value, text),
    })
    at += operator === 'pr' ? 2 : 3
    if (at === words.length) return filter
    const joint = words[at]!.toLowerCase()
    if (joint === 'or') filter.push([])
    else if (joint !== 'and') throw notUnderstood(text)
    at += 1
  }
  throw notUnderstood(text)
}

function wordsOf(text: string): string[] {
  const words: string[] = []
  let at = 0
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    if (!found) throw notUnderstood(text)
    words.push(found[1]!)
    at = TOKEN.lastIndex
  }
  return words
}

function literal(word: string, text: string): Json {
  if (/^(true|false)$/i.test(word)) return word.toLowerCase() === 'true'
  try {
    return JSON.parse(word) as Json
  } catch {
    throw notUnderstood(text)
  }
}

function notUnderstood(text: string) {
  return wrong('invalidFilter', `The filter is not understood: ${text.slice(0, 200)}`)
}

/** The attribute without the URN of its own schema; one of the extension keeps it. */
export function plainName(attribute: string): string {
  const own = `${USER}:`.toLowerCase()
  return attribute.toLowerCase().startsWith(own) ? attribute.slice(own.length) : attribute
}

/** Whether this value of a multi-valued attribute is meant. */
export function fits(filter: Filter, value: Json): boolean {
  const object = isObject(value) ? value : { value }
  return filter.some((all) => all.every((one) => holds(one, object)))
}

function holds({ attribute, operator, value }: Comparison, object: JsonObject): boolean {
  const known = valueOf(object, attribute)
  if (operator === 'pr') return known !== undefined && known !== null && known !== ''
  if (operator === 'eq') return same(known, value)
  if (operator === 'ne') return !same(known, value)
  if (typeof known !== 'string' || typeof value !== 'string') return false
  const [text, part] = [known.toLowerCase(), value.toLowerCase()]
  if (operator === 'co') return text.includes(part)
  return operator === 'sw' ? text.startsWith(part) : text.endsWith(part)
}

/** Text in any case of letters, as nearly every attribute of a user is compared. */
function same(known: Json | undefined, value: Json): boolean {
  return typeof known === 'string' && typeof value === 'string'
    ? known.toLowerCase() === value.toLowerCase()
    : (known ?? null) === value
}

/** What a directory looks somebody up by. */
export interface Wish {
  id?: string
  userName?: string
  externalId?: string
  staffNumber?: string
  email?: string
  active?: boolean
}

/** People are looked up by what tells them apart, joined by `and`; all else is refused, in words. */
export function wishFrom(text: string): Wish {
  // As some directories ask for the address of work.
  const filter = filterFrom(text.replaceAll(/emails\[[^\]]*\]\.value/gi, 'emails.value'))
  const [all, ...others] = filter
  if (!all || others.length > 0 || all.some(({ operator }) => operator !== 'eq')) {
    throw wrong('invalidFilter', 'People are found by “eq”, joined by “and”.')
  }
  const wish: Wish = {}
  for (const { attribute, value } of all) {
    const name = attribute.toLowerCase()
    if (name === 'active' && typeof value === 'boolean') wish.active = value
    else if (typeof value !== 'string') throw wrong('invalidFilter', `${attribute} needs a text.`)
    else if (name === 'id') wish.id = value
    else if (name === 'username') wish.userName = value
    else if (name === 'externalid') wish.externalId = value
    else if (name === 'emails' || name === 'emails.value') wish.email = value
    else if (name === `${ENTERPRISE}:employeeNumber`.toLowerCase()) wish.staffNumber = value
    else throw wrong('invalidFilter', `People are not found by ${attribute.slice(0, 100)}.`)
  }
  return wish
}

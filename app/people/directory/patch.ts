import { type Filter, filterFrom, fits, plainName } from './filter.ts'
import { ENTERPRISE, isObject, type Json, type JsonObject, keyOf, PATCH, wrong } from './scim.ts'

type Verb = 'add' | 'replace' | 'remove'

interface Path {
  /** '' for the user itself, else the URN of the extension. */
  schema: '' | typeof ENTERPRISE
  /** '' for the extension as a whole. */
  attribute: string
  filter: Filter | null
  sub: string | null
}

/**
 * What these operations make of a user (RFC 7644, 3.5.2), in their order; the given one stays as it was. Taken as well:
 * operations in any case of letters, and paths as keys of a value, as Entra and Okta send them.
 */
export function patched(user: JsonObject, body: unknown): JsonObject {
  if (!isObject(body)) throw wrong('invalidSyntax', 'A patch is an object with “Operations”.')
  const { schemas } = body
  if (!Array.isArray(schemas) || !schemas.includes(PATCH)) {
    throw wrong('invalidSyntax', `“schemas” has to name ${PATCH}.`)
  }
  const operations = body[keyOf(body, 'Operations') ?? '']
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > 100) {
    throw wrong('invalidSyntax', '“Operations” has to hold one to a hundred operations.')
  }
  const next = structuredClone(user)
  for (const one of operations) applyOne(next, one)
  return next
}

function applyOne(user: JsonObject, operation: Json): void {
  if (!isObject(operation)) throw wrong('invalidSyntax', 'An operation is an object.')
  const verb = String(operation.op ?? '').toLowerCase()
  if (verb !== 'add' && verb !== 'replace' && verb !== 'remove') {
    throw wrong('invalidSyntax', '“op” is add, replace or remove.')
  }
  const { path, value } = operation
  if (verb !== 'remove' && value === undefined) {
    throw wrong('invalidValue', `${verb} needs a value.`)
  }
  if (path !== undefined && path !== null && path !== '') {
    if (typeof path !== 'string') throw wrong('invalidPath', '“path” is a text.')
    return applyAt(user, verb, pathFrom(path), value ?? null)
  }
  if (verb === 'remove') throw wrong('noTarget', 'remove needs a path.')
  if (!isObject(value)) throw wrong('invalidValue', 'Without a path the value is an object.')
  for (const [key, one] of Object.entries(value)) applyAt(user, verb, pathFrom(key), one)
}

/** `attribute`, `attribute.sub`, `attribute[filter]`, `attribute[filter].sub`, each also with its schema's URN. */
function pathFrom(text: string): Path {
  let rest = plainName(text.trim())
  let schema: Path['schema'] = ''
  if (rest.toLowerCase().startsWith(ENTERPRISE.toLowerCase())) {
    schema = ENTERPRISE
    rest = rest.slice(ENTERPRISE.length)
    if (rest === '') return { schema, attribute: '', filter: null, sub: null }
    if (!rest.startsWith(':')) throw wrong('invalidPath', `No path: ${text.slice(0, 200)}`)
    rest = rest.slice(1)
  }
  const found = /^([a-z$][\w$-]*)(?:\[(.+)\])?(?:\.([a-z$][\w$-]*))?$/i.exec(rest)
  // Of a schema that is not kept here: taken, and without effect.
  if (!found && /^urn:[\w:.-]+$/i.test(rest))
    return { schema, attribute: rest, filter: null, sub: null }
  if (!found) throw wrong('invalidPath', `No path: ${text.slice(0, 200)}`)
  const [, attribute = '', filter, sub] = found
  return { schema, attribute, filter: filter ? filterFrom(filter) : null, sub: sub ?? null }
}

function applyAt(user: JsonObject, verb: Verb, path: Path, value: Json): void {
  const { schema, attribute, filter, sub } = path
  if (schema === '' && /^(id|meta)$/i.test(attribute)) {
    throw wrong('mutability', `${attribute} is the portal’s own.`)
  }
  const holder = schema === '' ? user : objectAt(user, schema)
  if (attribute === '') {
    if (verb === 'remove') user[keyOf(user, schema)!] = null
    else if (!isObject(value)) throw wrong('invalidValue', 'An extension is an object.')
    else for (const [key, one] of Object.entries(value)) set(holder, verb, key, one)
    return
  }
  if (filter) return applyFiltered(holder, verb, path, value)
  if (sub === null) return set(holder, verb, attribute, value)
  const key = keyOf(holder, attribute) ?? attribute
  // `emails.value` without a filter means each of them.
  if (Array.isArray(holder[key])) {
    for (const one of holder[key]) if (isObject(one)) set(one, verb, sub, value)
  } else set(objectAt(holder, attribute), verb, sub, value)
}

function applyFiltered(holder: JsonObject, verb: Verb, path: Path, value: Json): void {
  const { attribute, filter, sub } = path
  const key = keyOf(holder, attribute) ?? attribute
  const all = Array.isArray(holder[key]) ? holder[key] : []
  const meant = all.filter((one) => fits(filter!, one))
  if (verb === 'remove' && sub === null) {
    holder[key] = all.filter((one) => !meant.includes(one))
    return
  }
  if (meant.length === 0) {
    if (verb === 'remove') return
    if (verb === 'replace')
      throw wrong('noTarget', `Nothing there fits the filter of ${attribute}.`)
    holder[key] = [...all, newValue(filter!, sub, value)]
    return
  }
  for (const one of meant) {
    if (!isObject(one)) continue
    if (sub !== null) set(one, verb, sub, value)
    else if (isObject(value))
      for (const [name, part] of Object.entries(value)) set(one, verb, name, part)
    else throw wrong('invalidValue', `A value of ${attribute} is an object.`)
  }
}

/** What `add` makes where nothing fits: what the filter demands, and the value. */
function newValue(filter: Filter, sub: string | null, value: Json): JsonObject {
  const made: JsonObject = {}
  for (const { attribute, operator, value: demanded } of filter[0] ?? []) {
    if (operator === 'eq') set(made, 'add', attribute, demanded)
  }
  if (sub !== null) set(made, 'add', sub, value)
  else if (isObject(value))
    for (const [key, part] of Object.entries(value)) set(made, 'add', key, part)
  return made
}

function set(holder: JsonObject, verb: Verb, name: string, value: Json): void {
  if (name === '__proto__') throw wrong('invalidPath', 'There is no such attribute.')
  const key = keyOf(holder, name) ?? name
  if (verb === 'remove') {
    // Said to be nothing, which is another thing than not said.
    holder[key] = null
    return
  }
  const known = holder[key]
  if (verb === 'add' && Array.isArray(known)) {
    const added = Array.isArray(value) ? value : [value]
    const first = added.some((one) => isObject(one) && one.primary === true)
    const rest = first
      ? known.map((one) => (isObject(one) ? { ...one, primary: false } : one))
      : known
    holder[key] = [...rest, ...added]
  } else if (isObject(known) && isObject(value)) {
    for (const [part, one] of Object.entries(value)) set(known, verb, part, one)
  } else holder[key] = value
}

function objectAt(holder: JsonObject, name: string): JsonObject {
  const key = keyOf(holder, name) ?? name
  const known = holder[key]
  if (isObject(known)) return known
  const made: JsonObject = {}
  holder[key] = made
  return made
}

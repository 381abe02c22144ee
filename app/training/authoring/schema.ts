import { z } from 'zod'
import { idOf, type Plan, type Tree } from './tree.ts'

/** As much of JSON Schema as plans and texts of a module use. */
export interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: string[]
  const?: unknown
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  /** How a text may be written; see interactives/kind.ts. */
  text?: 'line' | 'sentence' | 'rich'
  /** Lists of the same block whose ids may stand here; `claims`: the register. */
  refers?: string[]
  /** A picture: brought as a file, not written. */
  picture?: boolean
}

/** A schema as plain data. */
export function schemaOf(type: z.ZodType): Schema {
  return z.toJSONSchema(type, { unrepresentable: 'any' }) as Schema
}

/** A list of things that have texts of their own, by their ids. */
export function isListed(plan: Schema | undefined): boolean {
  const item = plan?.items
  if (plan?.type !== 'array' || !item || item.refers) return false
  return item.type === 'object' ? Boolean(item.properties?.id) : item.type === 'string'
}

function idSchema(item: Schema): Schema {
  return item.type === 'object' ? (item.properties?.id ?? {}) : item
}

/** An id that none of these has; null where the schema has no more to give. */
export function freshId(item: Schema, key: string, taken: readonly string[]): string | null {
  const { enum: only } = idSchema(item)
  if (only) return only.find((id) => !taken.includes(id)) ?? null
  const letter = /^[a-z]/.exec(key)?.[0] ?? 'n'
  const numbers = taken.map((id) => Number(new RegExp(`^${letter}(\\d+)$`).exec(id)?.[1] ?? 0))
  return `${letter}${Math.max(0, ...numbers) + 1}`
}

/**
 * The least that such a plan can be: each list with as many things as it must have, each reference to something that is
 * there. Where things lead on to each other, each leads to the next.
 */
export function leastOf(schema: Schema, fixed: Record<string, unknown> = {}): unknown {
  return referring(schema, least(schema, fixed))
}

function least(schema: Schema, fixed: Record<string, unknown> = {}): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'object': {
      const entries = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
        if (Object.hasOwn(fixed, key)) return [[key, fixed[key]]]
        if (!schema.required?.includes(key)) return []
        return [[key, inner.type === 'array' ? leastList(key, inner) : least(inner)]]
      })
      return Object.fromEntries(entries) as Record<string, unknown>
    }
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    default:
      return ''
  }
}

function leastList(key: string, { items = {}, minItems = 0 }: Schema): unknown[] {
  const list: unknown[] = []
  const ids: string[] = []
  for (let n = 0; n < minItems; n++) {
    if (items.type === 'integer') {
      // Spread over the whole range, so that it is worth looking at.
      const { minimum = 0, maximum = minimum } = items
      list.push(minimum + (n % (maximum - minimum + 1)))
      continue
    }
    const id = items.refers ? '' : (freshId(items, key, ids) ?? '')
    ids.push(id)
    list.push(items.type === 'object' ? least(items, { id }) : id)
  }
  return list
}

/** Puts something that is there wherever something is referred to and nothing stands yet. */
export function referring(schema: Schema, whole: unknown): unknown {
  const filled = Object.entries(whole as Plan).map(([key, inner]) => {
    const own = schema.properties?.[key] ?? {}
    if (!Array.isArray(inner)) return [key, fill(own, inner, whole, 0)]
    const ids = referable(refersIn(own.items), whole)
    const list = inner.map((item: unknown, index) => {
      const id = idOf(item)
      const next = id !== '' && ids.includes(id) ? ids.indexOf(id) + 1 : index
      return fill(own.items ?? {}, item, whole, next)
    })
    return [key, list]
  })
  return Object.fromEntries(filled)
}

function fill(schema: Schema, value: unknown, whole: unknown, at: number): unknown {
  if (schema.refers) {
    const ids = referable(schema.refers, whole)
    return value === '' && ids.length > 0 ? ids[at % ids.length] : value
  }
  if (Array.isArray(value)) {
    const { items = {} } = schema
    return value.map((item, index) => fill(items, item, whole, items.refers ? at + index : at))
  }
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      fill(schema.properties?.[key] ?? {}, inner, whole, at),
    ]),
  )
}

function refersIn(schema: Schema | undefined): string[] {
  if (!schema) return []
  if (schema.refers) return schema.refers
  return [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
  ].flatMap(refersIn)
}

/** Ids that may stand where these lists are referred to. */
export function referable(lists: readonly string[], whole: unknown): string[] {
  return lists.flatMap((list) => {
    const found = (whole as Record<string, unknown> | null)?.[list]
    if (!Array.isArray(found)) return []
    return found.map(idOf)
  })
}

/** All texts that the schema asks for, '' where one is not written; texts that nothing asks for are left out. */
export function whole(schema: Schema, tree: Tree | undefined): Tree {
  if (schema.type !== 'object') return typeof tree === 'string' ? tree : ''
  const own = typeof tree === 'object' ? tree : {}
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, whole(inner, own[key])]),
  )
}

import { HOOK_FIELDS, type HookField, type HookMapping } from './kinds.ts'

const LONGEST = 120

export interface FieldsSaid {
  fields: HookMapping
  unitId: string
  touchpoint: string
  problems: { field: HookField; problem: 'twice' | 'long'; name: string }[]
}

/** Reads the form of fields: what is left empty is found by itself. */
export function fieldsSaid(form: FormData): FieldsSaid {
  const said: FieldsSaid = {
    fields: {},
    unitId: String(form.get('unitId') ?? ''),
    touchpoint: String(form.get('touchpointDefault') ?? ''),
    problems: [],
  }
  const used = new Set<string>()
  for (const field of HOOK_FIELDS) {
    const name = String(form.get(field) ?? '')
      .replaceAll('\0', '')
      .trim()
    if (name === '') continue
    if (name.length > LONGEST) said.problems.push({ field, problem: 'long', name })
    else if (used.has(name)) said.problems.push({ field, problem: 'twice', name })
    used.add(name)
    said.fields[field] = name
  }
  return said
}

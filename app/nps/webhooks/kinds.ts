import { EXTRAS } from '../fields.ts'
import type { Field } from '../mapping.ts'

/** The tools whose deliveries are known; `plain` is our own shape, for any other. */
export const KINDS = ['delighted', 'typeform', 'formbricks', 'plain'] as const
export type Kind = (typeof KINDS)[number]

export function isKind(value: unknown): value is Kind {
  return KINDS.some((kind) => kind === value)
}

/** These tools make the secret themselves: it is copied from there to here. */
export function makesItsSecret(kind: Kind): boolean {
  return kind === 'delighted' || kind === 'formbricks'
}

/** What of an answer a delivery may hold, as the fields of an import are called. */
export const HOOK_FIELDS = [
  'score',
  'unit',
  'touchpoint',
  'comment',
  'improve',
  'contact',
  'at',
  'id',
  ...EXTRAS,
] as const satisfies readonly Field[]
export type HookField = (typeof HOOK_FIELDS)[number]

/** Field → name of the delivery's field that holds it; what is not there is found by itself or not at all. */
export type HookMapping = Partial<Record<HookField, string>>

/** A field of a delivery as HR is shown it: its name, and the question it belongs to where the tool says so. */
export interface SeenField {
  name: string
  label: string
  /** What it is taken for where nobody has said otherwise. */
  found?: HookField
}

export const OUTCOMES = [
  'stored',
  'updated',
  'unchanged',
  'older',
  'passed',
  'waiting',
  'refused',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Why a delivery was turned away or passed over, beside the reasons a row can have; each has its words. */
export const DELIVERY_REASONS = [
  'no-secret',
  'secret-lost',
  'unsigned',
  'signature',
  'clock',
  'paused',
  'json',
  'shape',
  'no-score-field',
  'word',
  'full',
  'event',
  'not-nps',
  'no-score',
  'expired',
  'left-out',
] as const
export type DeliveryReason = (typeof DELIVERY_REASONS)[number]

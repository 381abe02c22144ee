import { type ComponentType, createElement, lazy } from 'react'
import type { KindName, ViewOf } from './kinds.ts'

/** The pixels of each kind, fetched by the phones that meet it and by no other. */
const LOADS: { [K in KindName]: () => Promise<{ default: ComponentType<{ view: ViewOf<K> }> }> } = {
  calculator: () => import('./calculator.tsx'),
  chain: () => import('./chain.tsx'),
  dialogue: () => import('./dialogue.tsx'),
  order: () => import('./order.tsx'),
  ours: () => import('./ours.tsx'),
  place: () => import('./place.tsx'),
  promise: () => import('./promise.tsx'),
  shares: () => import('./shares.tsx'),
  tokens: () => import('./tokens.tsx'),
  values: () => import('./values.tsx'),
  walk: () => import('./walk.tsx'),
}

type Drawn = ComponentType<{ view: unknown }>
type Load = () => Promise<{ default: Drawn }>
const loads = LOADS as Record<KindName, Load>
const loaded: Partial<Record<KindName, Drawn>> = {}
const later: Partial<Record<KindName, Drawn>> = {}

/**
 * For loaders: after this the server draws the kind whole, in one synchronous go; what it waits for
 * (Suspense) it would leave to the browser.
 */
export async function readyPixels(name: KindName): Promise<void> {
  loaded[name] ??= (await loads[name]()).default
}

/** On the server what is ready, in the browser what is on its way; its HTML stands there meanwhile. */
export function Pixels({ name, view }: { name: KindName; view: unknown }) {
  return createElement(loaded[name] ?? (later[name] ??= lazy(loads[name])), { view })
}

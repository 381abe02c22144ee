import { useEffect } from 'react'
import type { StepView } from './step-screen.tsx'

/** Screens that came with an answer of the server; null while no screen of a module stands on this page. */
let brought: Map<string, StepView> | null = null

/** Keeps what an answer brought for as long as the screen stands that it was given to: no other page or person finds it. */
export function useBrought(slug: string, step: number): void {
  useEffect(() => {
    brought = new Map()
    return () => void (brought = null)
  }, [slug, step])
}

export function bring(views: StepView[]): void {
  for (const view of views) brought?.set(`${view.slug}/${view.step}`, view)
}

/** The screen, once; where it did not come along, what else came is older than the wish and is forgotten. */
export function takeBrought(slug: string, step: string): StepView | undefined {
  const key = `${slug}/${step}`
  const view = brought?.get(key)
  if (view) brought?.delete(key)
  else brought?.clear()
  return view
}

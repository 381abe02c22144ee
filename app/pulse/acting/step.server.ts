import { redirect } from '@remix-run/node'
import { notFound } from '../../http/respond.ts'

/** Where a unit's promises after a wave are made and seen to. */
export function promisesPath(waveId: string, query: Record<string, string> = {}): string {
  const path = `/team/pulse/${encodeURIComponent(waveId)}/promises`
  const asked = new URLSearchParams(query).toString()
  return asked ? `${path}?${asked}` : path
}

/** After a step with a promise: back to those of its unit, where it says what was done; a 404 where there is none. */
export function afterStep(
  waveId: string,
  id: string,
  { outcome, unit }: { outcome: string; unit: string },
) {
  if (outcome === 'not-found') throw notFound()
  return redirect(promisesPath(waveId, { unit, done: outcome, promise: id }))
}

import { createHash } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { logObservation } from '../../feedback/observation.server.ts'
import type { Employee } from '../../people/employee.server.ts'
import type { KindName } from '../../training/interactives/kinds.ts'
import { linesToSend } from '../../training/interactives/promise.ts'
import { notesIn, type Work as Walked } from '../../training/interactives/walk.ts'
import { sendCard } from '../../training/promise-card.server.ts'
import { countWalk } from '../../training/walk.server.ts'
import { type Place, workAt } from '../../training/work.server.ts'

interface Tapped {
  context: AppLoadContext
  me: Employee
  place: Place
  sent: FormData
}

/**
 * What a tap does outside of training, before it is kept: done twice it does no more than once, so a tap that was cut
 * off between the two is simply tapped again.
 */
const BEFORE: { [K in KindName]?: (tapped: Tapped) => Promise<void> } = {
  /** Grades of a walk become notes of one's own site, through the feedback that everybody writes. */
  walk: async ({ context, me, place, sent }) => {
    const work = (await workAt(context.db, place)) as Walked | null
    for (const { touchpoint, grade, fix } of work ? notesIn(work, sent) : []) {
      const key = keyOf(me.id, place, [touchpoint, grade, fix])
      const note = { key, touchpoint, grade, suggestion: fix }
      await logObservation(context.db, me, note, context.now())
    }
  },
  promise: async ({ context, me, sent }) => {
    const lines = linesToSend(sent)
    if (lines) await sendCard(context.db, me, lines, context.now())
  },
}

/** The same, after the tap is kept. */
const AFTER: { [K in KindName]?: (tapped: Tapped) => Promise<void> } = {
  /** A finished walk counts towards the team's sum. */
  walk: async ({ context, me, place }) => {
    const work = (await workAt(context.db, place)) as Walked | null
    const graded = (work?.entries ?? []).flatMap(({ touchpoint, grade }) =>
      grade ? [{ touchpoint, grade }] : [],
    )
    if (work && graded.length === work.entries.length) await countWalk(context.db, me, graded)
  },
}

export async function beforeTap(kind: KindName, tapped: Tapped): Promise<void> {
  await BEFORE[kind]?.(tapped)
}

export async function afterTap(kind: KindName, tapped: Tapped): Promise<void> {
  await AFTER[kind]?.(tapped)
}

/** The form key of a note: the same grade and words of the same walk are the same note, however often they are sent. */
function keyOf(employeeId: string, { slug, block }: Place, parts: string[]): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify(['walk note', employeeId, slug, block.id, ...parts]))
    .digest()
    .subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

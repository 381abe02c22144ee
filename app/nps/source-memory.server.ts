import { z } from 'zod'
import type { Db, Trx } from '../../db/connect.ts'
import { DATE_ORDERS, type DateOrder } from './day.ts'
import { Mapping } from './mapping.ts'
import { scaleOf, type Scale } from './score.ts'

const Worths = z.record(z.string(), z.number().int().min(0).max(10).nullable())

/** What a source keeps for its next file or delivery; one that only ever sent has no columns. */
const Memory = z.object({
  mapping: Mapping.optional(),
  words: Worths,
  dateOrder: z.enum(DATE_ORDERS).optional(),
  leftOut: z.array(z.string()).optional(),
})
export type Memory = z.infer<typeof Memory>

/** Reads `nps_source.mapping`; null where nothing is kept. */
export function memoryIn(text: string | null): Memory | null {
  return Memory.safeParse(JSON.parse(text ?? 'null')).data ?? null
}

export async function sourceMemory(db: Db, source: string): Promise<Memory | null> {
  const row = await db
    .selectFrom('nps_source')
    .where('name', '=', source)
    .select('mapping')
    .executeTakeFirst()
  return memoryIn(row?.mapping ?? null)
}

/** Keeps how a file was read. Words that a person explained meanwhile for what the source sends stay known. */
export async function rememberReading(
  trx: Trx,
  source: string,
  read: { mapping: Mapping; scale?: Scale; dateOrder?: DateOrder; leftOut?: string[] },
): Promise<void> {
  const { mapping, scale, dateOrder, leftOut } = read
  await remember(trx, source, ({ words }) => ({
    ...{ mapping, dateOrder, leftOut },
    words: { ...words, ...Object.fromEntries(scale ?? []) },
  }))
}

/** Keeps what words are worth, for deliveries and files of this source alike. */
export async function rememberWords(
  trx: Trx,
  source: string,
  words: Record<string, number | null>,
): Promise<void> {
  const said = Object.fromEntries(scaleOf(words))
  await remember(trx, source, (known) => ({ ...known, words: { ...known.words, ...said } }))
}

async function remember(trx: Trx, source: string, change: (known: Memory) => Memory) {
  const row = () => trx.updateTable('nps_source').where('name', '=', source)
  // Whoever has written to the row has it to itself: what two people say at once must not undo each other.
  await row()
    .set((eb) => ({ name: eb.ref('name') }))
    .execute()
  const known = (await sourceMemory(trx, source)) ?? { words: {} }
  await row()
    .set({ mapping: JSON.stringify(change(known)) })
    .execute()
}

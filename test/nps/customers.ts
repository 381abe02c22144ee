import { identityOf } from '../../app/nps/identity.server.ts'
import { Ordinals } from '../../app/nps/ordinals.server.ts'
import { sourceNamed, storeResponses } from '../../app/nps/store.server.ts'
import type { Db } from '../../db/connect.ts'
import { NOON } from '../feedback/garden.ts'

interface Word {
  score: number
  why?: string
  improve?: string
  touchpoint?: string
  unitId?: string
  answeredOn?: string
}

/** Stores what customers said at the oak's tills, unless told otherwise. */
export async function customers(db: Db, words: readonly Word[]): Promise<void> {
  const source = await sourceNamed(db, 'Codes', 'code', NOON)
  const before = await db.selectFrom('nps_response').select('id').execute()
  await db.transaction().execute((trx) =>
    storeResponses(
      trx,
      source,
      null,
      words.map((word, i) => ({
        identity: identityOf([], `word ${before.length + i}`, new Ordinals()),
        unitId: word.unitId ?? 'oak',
        touchpoint: word.touchpoint ?? 'checkout',
        score: word.score,
        answeredOn: word.answeredOn ?? '2026-11-05',
        why: word.why ?? null,
        improve: word.improve ?? null,
        ...{ satisfaction: null, intent: null, visits: null, basket: null },
      })),
      NOON,
    ),
  )
}

import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Db } from '../../db/connect.ts'
import { sealKeyOf } from './keys.server.ts'
import type { Manifest } from './manifest.ts'
import type { Asked, Batch, OpeningData } from './opening.worker.ts'
import type { ClosingReport } from './report.ts'
import { frozenTree, groupKeys } from './wave.server.ts'

const BATCH = 250

/** The second step of a close: everything is opened, counted and audited in the memory of a thread of its own. Stores nothing. */
export async function openEnvelopes(
  db: Db,
  keyDir: string,
  waveId: string,
): Promise<ClosingReport | 'too-few' | 'keys-missing'> {
  const wave = await frozenTree(db, waveId)
  const keys = await groupKeys(db, waveId)
  const { manifest } = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select('manifest')
    .executeTakeFirstOrThrow()
  const seal = sealKeyOf(keyDir, waveId)
  const { sealKey } = JSON.parse(manifest) as Manifest
  // With a wrong key every envelope would count as unreadable and be deleted.
  if (!seal || !wave || !keys || seal.point.toString('base64url') !== sealKey) return 'keys-missing'

  const data: OpeningData = {
    wave,
    seal,
    keys: keys.map(({ group, spki }) => ({ group, spki })),
  }
  const thread = openingThread(data)
  try {
    let withdrawn = 0
    let redeemed = 0
    for (let after = Buffer.alloc(0); ;) {
      const rows = await db
        .selectFrom('pulse_response')
        .where('wave_id', '=', waveId)
        .where('spent', '>', after)
        .select(['spent', 'envelope'])
        .orderBy('spent')
        .limit(BATCH)
        .execute()
      const batch: Batch = rows.flatMap(({ spent, envelope }) =>
        envelope === null ? [] : [{ spent, envelope }],
      )
      redeemed += rows.length
      withdrawn += rows.length - batch.length
      if (batch.length > 0) await thread.ask({ batch })
      if (rows.length < BATCH) break
      after = Buffer.from(rows.at(-1)!.spent)
    }
    const { issued } = await db
      .selectFrom('pulse_issued')
      .where('wave_id', '=', waveId)
      .select((eb) => eb.fn.countAll<number>().as('issued'))
      .executeTakeFirstOrThrow()
    const counts = { issued: Number(issued), redeemed, withdrawn }
    return (await thread.ask({ counts })) as ClosingReport | 'too-few'
  } finally {
    await thread.end()
  }
}

/** From the source tree, like content/: built, this module lies wherever the bundler put it. */
const WORKER = path.resolve('app/pulse/opening.worker.ts')

/** A thread that answers one question at a time; whatever ends it early rejects the question that waits. */
function openingThread(workerData: OpeningData) {
  const worker = new Worker(WORKER, { workerData })
  const died = new Promise<never>((_resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the opening thread ended')))
  })
  died.catch(() => {})
  return {
    ask(asked: Asked): Promise<unknown> {
      const answered = new Promise((resolve) => worker.once('message', resolve))
      worker.postMessage(asked)
      return Promise.race([answered, died])
    },
    end: () => worker.terminate(),
  }
}

import { readSettings } from '../../app/http/settings.ts'
import { makeCode } from '../../app/nps/codes/code.server.ts'
import { connect, migrate } from '../../db/connect.ts'
import { sites } from './customers.ts'
import { folders, same, Series, serve } from './load.ts'
import { byCpu, seriesRow, show, showProfile } from './report.ts'

const ROUNDS = 5
const ASKS = 4000

/** The customers' page behind a code, against bare node:http answers of the same size. */
export async function codes(): Promise<void> {
  const { remove, ...dirs } = folders()
  const db = await connect(readSettings(dirs))
  await migrate(db)
  const now = new Date()
  const { hr } = await sites(db, now)
  const made = await makeCode(db, { unitId: 's1', touchpoint: '', asked: 'code' }, hr, now)
  await db.destroy()
  if (made === 'unknown') throw new Error('the site of the code is not there')
  const server = await serve('server.ts', dirs)
  const ask = { path: `/c/${made.id}` }
  const page = await (await fetch(server.url + ask.path)).arrayBuffer()
  const bare = await serve('bare.ts', { BENCH_BYTES: String(page.byteLength) })
  try {
    const ours = new Series()
    const nothing = new Series()
    for (let round = 0; round <= ROUNDS; round++) {
      const warming = round === 0
      await (warming ? new Series() : nothing).add(bare, same({ path: '/' }, ASKS))
      await (warming ? new Series() : ours).add(server, same(ask, ASKS))
    }
    show({
      name: 'code',
      aim: '≥',
      target: 0.3,
      rounds: ours.rates.map((rate, i) => rate / nothing.rates[i]!),
    })
    byCpu(ours.cpu, nothing.cpu)
    seriesRow(`the customers' page, ${page.byteLength} bytes`, ours)
    seriesRow('bare node:http of that size', nothing)
    const work = () => new Series().add(server, same(ask, ASKS))
    showProfile('a page', await server.profile(work))
  } finally {
    await Promise.all([server.stop(), bare.stop()])
    remove()
  }
}

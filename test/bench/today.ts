import { demoLinks, fillWithDemo } from '../../app/demo/company.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { connect, migrate } from '../../db/connect.ts'
import { folders, rate, same, Series, serve, type Ask } from './load.ts'
import { byCpu, row, seriesRow, show, showProfile } from './report.ts'

const ROUNDS = 7
const PAGES = 240
/** So many pages of each before the first round: until then a started portal is still being compiled as it runs. */
const WARM = 1200

/**
 * Today of the demo's employee against a Remix route that does nothing, asked for by the same person on the same server,
 * at 8 connections: both stand under the same root and meet the same session, so the ratio is what Today itself costs.
 * Beside it the empty route without a session, which has less frame to draw: a stricter measure.
 */
export async function today(): Promise<void> {
  const { remove, ...dirs } = folders()
  const settings = readSettings(dirs)
  const db = await connect(settings)
  await migrate(db)
  await fillWithDemo(db, settings, new Date(), () => {})
  const links = await demoLinks(db, new Date())
  await db.destroy()
  const server = await serve('server.ts', dirs)
  try {
    const token = links.find(({ role }) => role === 'employee')!.token
    const entered = await fetch(`${server.url}/enter/${token}`, {
      method: 'POST',
      headers: { Origin: server.url },
      redirect: 'manual',
    })
    const Cookie = entered.headers.get('set-cookie')!.split(';')[0]!
    const page: Ask = { path: '/', headers: { Cookie } }
    const emptyPage: Ask = { path: '/bench-empty', headers: { Cookie } }
    const unknown: Ask = { path: '/bench-empty' }
    const cold = await rate(server.url, same(page, PAGES))
    for (const ask of [page, emptyPage, unknown]) await rate(server.url, same(ask, WARM))

    const [ours, framed, empty] = [new Series(), new Series(), new Series()]
    for (let round = 0; round < ROUNDS; round++) {
      await framed.add(server, same(emptyPage, PAGES))
      await ours.add(server, same(page, PAGES))
      await empty.add(server, same(unknown, PAGES))
    }
    const against = (base: Series) => ours.rates.map((each, i) => each / base.rates[i]!)
    show({ name: 'today', aim: '≥', target: 0.6, rounds: against(framed) })
    byCpu(ours.cpu, framed.cpu)
    seriesRow('Today', ours)
    seriesRow('empty route, the same person', framed)
    seriesRow('empty route, nobody signed in', empty)
    row('Today : empty, nobody signed in', against(empty), '')
    row(`Today, the first ${PAGES} after the start`, [cold], 'per s')
    showProfile('Today', await server.profile(() => rate(server.url, same(page, PAGES))))
    showProfile(
      'the empty route',
      await server.profile(() => rate(server.url, same(emptyPage, PAGES))),
    )
  } finally {
    await server.stop()
    remove()
  }
}

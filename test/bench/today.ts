import { demoLinks, fillWithDemo } from '../../app/demo/company.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { connect, migrate } from '../../db/connect.ts'
import { folders, rate, same, serve, type Ask } from './load.ts'
import { row, show, showProfile } from './report.ts'

const ROUNDS = 7
const PAGES = 240

/**
 * Today of the demo's employee against a Remix route that does nothing, on the same server, at 8 connections. The empty
 * route stands under the same root. Asked for without a session it shows the frame of somebody who is not signed in;
 * that is the ratio reported. With the session it pays for the session and the whole frame as Today does.
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
    const empty: Ask = { path: '/bench-empty' }
    const framed: Ask = { path: '/bench-empty', headers: { Cookie } }
    for (const ask of [page, empty, framed]) await rate(server.url, same(ask, PAGES))

    const rates = { page: [] as number[], empty: [] as number[], framed: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      rates.empty.push(await rate(server.url, same(empty, PAGES)))
      rates.page.push(await rate(server.url, same(page, PAGES)))
      rates.framed.push(await rate(server.url, same(framed, PAGES)))
    }
    show({
      name: 'today',
      aim: '≥',
      target: 0.6,
      rounds: rates.page.map((each, i) => each / rates.empty[i]!),
    })
    row('Today, signed in', rates.page, 'pages/s')
    row('empty route, nobody signed in', rates.empty, 'pages/s')
    row('empty route, signed in', rates.framed, 'pages/s')
    row(
      'Today : empty route, signed in',
      rates.page.map((each, i) => each / rates.framed[i]!),
      '',
    )
    showProfile('Today', await server.profile(() => rate(server.url, same(page, PAGES))))
    showProfile('the empty route', await server.profile(() => rate(server.url, same(empty, PAGES))))
  } finally {
    await server.stop()
    remove()
  }
}

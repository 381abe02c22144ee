import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { areas } from '../../app/http/areas.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let cookie: string

beforeAll(async () => {
  portal = await startPortal()
  const { hr } = await smallCompany(portal.portal.db)
  cookie = await portal.signIn(hr)
})
afterAll(() => portal.remove())

test('every address keeps its route, and those beside it, when a page is looked for in its area only', async () => {
  const file = pathToFileURL(path.resolve('build/server/index.js')).href
  const build = (await import(file)) as ServerBuild
  const partFor = areas(build)
  const routes = Object.values(build.routes)
  const segment = (route?: { path?: string }) => route?.path?.split('/')[0] ?? ''
  for (const route of routes) {
    if (!route) continue
    const part = partFor(`/${(route.path ?? '').replaceAll(/:\w+/g, 'x')}`)
    const beside = routes.filter((one) => segment(one) === segment(route)).map((one) => one!.id)
    for (const id of [...beside, 'root', 'routes/$']) {
      expect(Object.keys(part.routes), `${route.id} ${id}`).toContain(id)
      expect(Object.keys(part.assets.routes)).toContain(id)
    }
  }
})

test('an address is found in capitals and encoded, as Remix finds it, and what does not exist is not', async () => {
  const status = async (where: string) => (await portal.fetch(where, { cookie })).status
  for (const where of ['/hr/people', '/HR/people', '/%68r/people', '/hr/people/', '/', '/?a=b']) {
    expect(await status(where), where).toBe(200)
  }
  for (const where of [
    '/hr%2Fpeople',
    '/constructor',
    '/__proto__',
    '/%E0%A4%A',
    '/nothing/here',
  ]) {
    expect(await status(where), where).toBeGreaterThanOrEqual(400)
    expect(await status(where), where).toBeLessThan(500)
  }
})

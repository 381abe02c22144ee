import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { matchRoutes } from '@remix-run/react'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { candidates } from '../../app/http/candidates.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

type Routes = Parameters<typeof matchRoutes>[0]

let portal: TestPortal
let cookie: string

beforeAll(async () => {
  portal = await startPortal()
  const { hr } = await smallCompany(portal.portal.db)
  cookie = await portal.signIn(hr)
})
afterAll(() => portal.remove())

/** The routes as the router reads them. */
function tree(build: ServerBuild): Routes {
  const { root, ...others } = build.routes
  const children = Object.values(others).map((route) => {
    const { id, path, index } = route!
    return index ? { id, path, index } : { id, path }
  }) as Routes
  return [{ id: root!.id, path: root!.path, children }]
}

test('among its candidates an address leads where it would lead among all routes, and each has few', async () => {
  const file = pathToFileURL(path.resolve('build/server/index.js')).href
  const build = (await import(file)) as ServerBuild
  const nested = Object.values(build.routes).filter(
    (one) => one!.parentId && one!.parentId !== 'root',
  )
  expect(nested, 'the tree above is of one storey').toEqual([])
  const partFor = candidates(build)
  const all = tree(build)
  const paths = Object.values(build.routes).map((route) => `/${route!.path ?? ''}`)
  /** Every word that stands at that place of an address: a name could be any of them. */
  const words = (place: number) =>
    new Set(
      paths.flatMap((one) => one.split('/')[place] || []).filter((one) => /^[\w-]+$/.test(one)),
    )
  const filled = paths.flatMap((one) => {
    const places = one.split('/').flatMap((part, i) => (/^[:*]/.test(part) ? [i] : []))
    const named = (value: string) =>
      one
        .split('/')
        .map((part) => (/^[:*]/.test(part) ? part.replace(/:\w+|\*/, value) : part))
        .join('/')
    return [...places.flatMap((place) => [...words(place)]), 'x-1', '%D0%B6', 'a%2Fb'].map(named)
  })
  const odd = [
    '/',
    '/?a=b',
    '//',
    '/nowhere',
    '/%E0%A4%A',
    '/hr//people',
    '/hr/people//',
    '/hr%2Fpeople',
  ]
  const varied = filled.map(
    (one, i) => [one, one.toUpperCase(), `${one}/`, `${one}/more`, one.replace('r', '%72')][i % 5]!,
  )
  expect(varied.length).toBeGreaterThan(1000)
  let most = 0
  for (const address of new Set([...varied, ...odd])) {
    const { pathname } = new URL(address.replace(/^\/+/, '/'), 'http://localhost')
    const part = partFor(pathname)
    const said = (matches: ReturnType<typeof matchRoutes>) =>
      matches?.map(({ route, params, pathname }) => [route.id, params, pathname])
    const there = said(matchRoutes(tree(part), pathname))
    expect(there, pathname).toEqual(said(matchRoutes(all, pathname)))
    for (const [id] of there ?? []) expect(part.assets.routes).toHaveProperty([id as string])
    most = Math.max(most, Object.keys(part.routes).length)
  }
  expect(most).toBeLessThan(10)
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

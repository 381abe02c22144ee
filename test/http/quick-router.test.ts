import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { matchRoutes } from '@remix-run/react'
import { afterAll, expect, test } from 'vitest'
import { quickRouter } from '../../app/http/quick-router.ts'

type Routes = Parameters<typeof matchRoutes>[0]

const { resolve } = createRequire(import.meta.url)
const router = createRequire(resolve('@remix-run/react')).resolve('@remix-run/router')
const folder = mkdtempSync(path.join(tmpdir(), 'zveno-router-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The routes as a browser reads them. */
function routes(): Routes {
  const assets = path.resolve('build/client/assets')
  const name = readdirSync(assets).find((file) => /^manifest-.*\.js$/.test(file))!
  const window: { __remixManifest?: { routes: Record<string, Routes[number]> } } = {}
  runInNewContext(readFileSync(path.join(assets, name), 'utf8'), { window })
  const { root, ...others } = window.__remixManifest!.routes
  const children = Object.values(others).map(({ id, path, index }) =>
    index ? { id, path, index } : { id, path },
  ) as Routes
  return [{ id: root!.id!, path: '', children }]
}

test('an address leads in the browser where the router itself would lead it', async () => {
  const file = path.join(folder, 'router.mjs')
  const source = path.join(path.dirname(router), 'router.js')
  writeFileSync(file, quickRouter(readFileSync(source, 'utf8')).replace(/^\/\/# sourceMap.*/m, ''))
  const quick = (await import(file)) as { matchRoutes: typeof matchRoutes }
  const all = routes()
  const paths = (all[0]!.children ?? []).flatMap((route) => route.path ?? [])
  expect(paths.length).toBeGreaterThan(150)
  const filled = paths.map((one) => `/${one.replaceAll(/:\w+|\*/g, 'x-1')}`)
  const odd = ['/', '', '/nowhere', '/HR/People', '/hr-x', '/%68r', '/team/a%2Fb', '/pulse//', '/ж']
  const addresses = [
    ...filled.map((one, i) => [one, one.toUpperCase(), `${one}/`, `${one}/more`][i % 4]!),
    ...odd,
  ]
  for (const address of addresses) {
    const said = (matches: ReturnType<typeof matchRoutes>) =>
      matches?.map(({ route, params, pathname }) => [route.id, params, pathname])
    expect(said(quick.matchRoutes(all, address)), address).toEqual(said(matchRoutes(all, address)))
  }
})

test('a router of another version stops the build instead of being half changed', () => {
  expect(() => quickRouter('export {}')).toThrow('not once in the router')
})

import process from 'node:process'
import type { ServerBuild } from '@remix-run/node'
import { createServer } from 'vite'
import { demoLinks, fillWithDemo } from '../demo/company.server.ts'
import { readSettings } from '../http/settings.ts'
import { runPortal, stopOnSignal } from './portal.ts'

/** The portal with hot reload: Vite serves the browser's side and loads routes afresh. */
const vite = await createServer({ server: { middlewareMode: true } })
const settings = readSettings(process.env)
const running = await runPortal(settings, {
  prepare: (db) => fillWithDemo(db, settings, new Date(), (line) => console.log(line)),
  development: {
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
    beforeAll: vite.middlewares,
  },
})
console.log(`ready ${running.url}`)
for (const { role, token } of await demoLinks(running.portal.db, new Date())) {
  console.log(`${role} ${running.url}/enter/${token}`)
}
stopOnSignal(running)

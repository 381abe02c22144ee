import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeApp } from '../../app/http/app.ts'
import { startPortal } from '../support/portal.ts'

test('a built file that is gone while a new version is built ends its own answer, and the portal goes on', async () => {
  const portal = await startPortal()
  const clientDir = path.join(portal.database.dataDir, 'client')
  const assets = path.join(clientDir, 'assets')
  mkdirSync(assets, { recursive: true })
  for (const name of ['gone.js', 'there.js']) writeFileSync(path.join(assets, name), '1')
  const build = () => Promise.reject(new Error('no page is asked for here'))
  const server = createServer(
    makeApp(portal.portal, { build, clientDir, mode: 'production' }),
  ).listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/assets`
    rmSync(path.join(assets, 'gone.js'))
    await expect(fetch(`${url}/gone.js`).then((answer) => answer.text())).rejects.toThrow()
    expect(await (await fetch(`${url}/there.js`)).text()).toBe('1')
  } finally {
    server.close()
    server.closeAllConnections()
    await portal.remove()
  }
})

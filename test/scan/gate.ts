import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { movedTo } from '../support/demo.ts'

/** Whoever presses them is somebody else afterwards, and a scanner presses everything. */
const SHUT = /^\/(sign-out|language|account\/sessions\/end)\b/

/**
 * Stands before the portal while it is scanned: all that comes through is sent by the same person from the portal's own
 * pages, nobody is signed out on the way, and each answer of 500 or more is noted.
 */
export async function openGate(portal: string, first: string | null) {
  let cookie = first
  const faults = new Set<string>()
  const places = new Set<string>()
  let passed = 0
  const server = createServer((asked, answer) => {
    const { method = 'GET', url = '/' } = asked
    if (SHUT.test(url)) return void answer.writeHead(204).end()
    const headers = { ...asked.headers, host: new URL(portal).host, origin: portal }
    const through = request(portal + url.replace(/^[^/]/, '/'), {
      method,
      headers: { ...headers, ...(cookie === null ? {} : { cookie }) },
    })
    through.on('response', (came) => {
      passed++
      if (came.statusCode! < 400) places.add(url.split('?')[0]!)
      if (came.statusCode! >= 500) faults.add(`${came.statusCode} ${method} ${url.slice(0, 300)}`)
      cookie = (cookie && movedTo(came.headers['set-cookie'] ?? [])) ?? cookie
      // Who the scanner is, is not its own affair.
      delete came.headers['set-cookie']
      answer.writeHead(came.statusCode!, came.headers)
      came.pipe(answer)
    })
    through.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') faults.add(`${error.code} ${method} ${url.slice(0, 300)}`)
      answer.destroy()
    })
    asked.pipe(through)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url, faults, places, passed: () => passed, cookie: () => cookie, close }
}

import { createServer } from 'node:http'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import Database from 'better-sqlite3'
import { crawl } from '../support/crawl.ts'
import { sqlmap, wapiti } from './scanners.ts'

/** What each has to find on the broken site, or its silence about the portal says nothing. */
const HOLES = [
  {
    scanner: 'sqlmap',
    name: 'SQL put together of what a form sent, errors kept quiet',
    // A row of its results: not what it takes for possible, what it has shown.
    what: /,POST,name,/,
  },
  {
    scanner: 'wapiti',
    name: 'SQL put together of an address, errors shown',
    what: /SQL Injection/,
  },
  { scanner: 'wapiti', name: 'what was typed shown as it came', what: /Cross Site Scripting/ },
] as const

/** A site with holes that everybody knows: it lives while the scan begins, on a port of this machine alone. */
async function openBroken() {
  const db = new Database(':memory:')
  db.exec(
    `create table people (name text, town text); insert into people values ('Anna', 'Ulm'), ('Lev', 'Haifa')`,
  )
  const page = (body: string) =>
    `<!doctype html><title>Broken</title><a href="/town?name=Anna">Anna</a>
     <form method="post" action="/find"><input name="name" value="Anna"></form>
     <form action="/hello"><input name="word" value="hello"></form>${body}`
  const townOf = (name: string | null) => {
    const [row] = db.prepare(`select town from people where name = '${name}'`).all() as {
      town: string
    }[]
    return row ? `<p>${row.town}` : '<p>Nobody'
  }
  const told = (work: () => string, otherwise: (error: Error) => string) => {
    try {
      return work()
    } catch (error) {
      return otherwise(error as Error)
    }
  }
  const server = createServer((asked, answer) => {
    let body = ''
    asked.setEncoding('utf8').on('data', (part: string) => (body += part))
    asked.on('end', () => {
      const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://localhost')
      const sent = new URLSearchParams(asked.method === 'POST' ? body : '')
      const said: Record<string, () => string> = {
        '/find': () =>
          told(
            () => townOf(sent.get('name')),
            () => '<p>Nobody',
          ),
        '/town': () =>
          told(
            () => townOf(searchParams.get('name')),
            ({ message }) => `<p>SQLite.Exception: ${message}`,
          ),
        '/hello': () => `<p>${searchParams.get('word') ?? ''}`,
      }
      const html = { 'Content-Type': 'text/html; charset=utf-8' }
      answer.writeHead(200, html).end(page(said[pathname]?.() ?? ''))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
    db.close()
  }
  return { url, close }
}

/** Sends both scanners to a site with known holes; which of these holes they did not find. */
export async function blindTo(folder: string, seconds: number): Promise<string[]> {
  const site = await openBroken()
  try {
    const look = async (where: string) => (await fetch(site.url + where)).text()
    const { forms } = await crawl(look, ['/'], 10)
    const own = path.join(folder, 'broken')
    mkdirSync(own)
    const target = { url: site.url, folder: own, seconds }
    const findings = [
      ...(await sqlmap(target, forms)).findings,
      ...(await wapiti(target, [])).findings,
    ]
    return HOLES.filter(
      ({ scanner, what }) =>
        !findings.some((found) => found.scanner === scanner && what.test(found.what)),
    ).map(({ scanner, name }) => `${scanner}: ${name}`)
  } finally {
    site.close()
  }
}

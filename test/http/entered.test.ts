import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEmployee, grantRole, type Role } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { importCustomers } from '../../app/nps/import.server.ts'
import { asHtml } from '../../app/mail/html.ts'
import { crawl, filled, isText, type Form } from '../support/crawl.ts'
import { startPortal, type TestPortal } from '../support/portal.ts'
import { unzipped } from '../support/zip.ts'

/** A formula to a spreadsheet, the end of an attribute and an element to a browser. */
const PROBE = `=1+zv"'><zv-x a=1>`
const SHOWN = '&lt;zv-x'
/** Lets the company stand while everything in it is filled in. */
const ENDS =
  /leave|erase|close|drop|delete|remove|\/end|retire|revoke|merge|move|reset|factor|withdraw|archive|discard|password|sign-in|upload|purge/
const ROLES = ['hr', 'leader', 'employee', 'owner'] as const

let portal: TestPortal
const cookies = {} as Record<(typeof ROLES)[number], string>

beforeAll(async () => {
  portal = await startPortal()
  const { db } = portal.portal
  const now = new Date()
  const unit = (id: string, parentId: string | null, kind: 'company' | 'site' | 'team') =>
    addUnit(db, { id, parentId, code: id, name: `${PROBE} ${id}`, kind })
  await unit('company', null, 'company')
  await unit('site', 'company', 'site')
  await unit('team', 'site', 'team')
  for (const [i, role] of ROLES.entries()) {
    const person = { staffNumber: String(i), name: `${PROBE} ${role}`, unitId: 'team' }
    const id = await addEmployee(db, { ...person, locale: 'en' }, now)
    if (role !== 'employee') await grantRole(db, id, role as Role, role === 'leader' ? 'site' : '')
    cookies[role] = await portal.signIn(id)
  }
  const file = path.join(portal.database.dataDir, 'answers.csv')
  const said = PROBE.replaceAll('"', '""')
  writeFileSync(file, `at,score,unit,why\n${now.toISOString().slice(0, 10)},1,site,"${said}"\n`)
  const mapping = { at: 'at', score: 'score', unit: 'unit', comment: 'why' }
  const report = await importCustomers(db, file, { source: PROBE, mapping }, null, now)
  expect(report.added).toBe(1)
}, 60_000)
afterAll(() => portal.remove())

/** Every page and file that somebody reaches by links; what is no page comes back as bytes. */
async function walk(role: (typeof ROLES)[number]) {
  const files = new Map<string, { type: string; bytes: Buffer }>()
  const open = async (where: string) => {
    const answer = await portal.fetch(where, { cookie: cookies[role] })
    expect(answer.status, `${role} ${where}`).toBeLessThan(500)
    const type = answer.headers.get('content-type') ?? ''
    if (/html/.test(type)) return answer.text()
    files.set(where, { type, bytes: Buffer.from(await answer.arrayBuffer()) })
    return null
  }
  return { ...(await crawl(open, ['/'], 70, 1)), files }
}

async function fill(role: (typeof ROLES)[number], form: Form): Promise<boolean> {
  const texts = form.fields.filter((field) => isText(field) && field.type !== 'password')
  if (form.method !== 'post' || form.multipart || texts.length === 0 || ENDS.test(form.action))
    return false
  const values = Object.fromEntries(
    texts.map(({ name, type }) => [name, type === 'email' ? 'a@example.org' : PROBE]),
  )
  const body = filled(form, values)
  const answer = await portal.fetch(form.action, { method: 'POST', cookie: cookies[role], body })
  const html = await answer.text()
  expect(answer.status, `${role} ${form.action}`).toBeLessThan(500)
  expect(html, `${role} ${form.action}`).not.toContain('<zv-x')
  return answer.status < 400
}

test('whatever a person types anywhere is shown as what was typed: on pages, in tables, spreadsheets, papers and letters', async () => {
  let taken = 0
  for (const role of ROLES) {
    const { forms } = await walk(role)
    for (const form of forms) if (await fill(role, form)) taken++
  }
  expect(taken, 'forms that took it').toBeGreaterThan(10)

  const shown = new Set<string>()
  const formats = new Set<string>()
  for (const role of ROLES) {
    const { pages, files } = await walk(role)
    for (const [where, html] of pages) {
      expect(html, `${role} ${where}`).not.toContain('<zv-x')
      expect(html, `${role} ${where}`).not.toMatch(
        /(href|src|action)="\s*(javascript|data):(?!image)/i,
      )
      expect(html, `${role} ${where}`).not.toMatch(/(href|src|action)="(\/[/\\]|\\)/)
      if (html.includes(SHOWN)) shown.add(where)
    }
    for (const [where, { type, bytes }] of files) {
      const text = bytes.toString('utf8')
      if (/csv/.test(type)) {
        for (const cell of (
          parse(text, { bom: true, relax_column_count: true }) as string[][]
        ).flat())
          expect(cell, where).not.toMatch(/^[=@\t\r\0]|^[+-](?![\d.,]+%?$)/)
      } else if (/spreadsheet/.test(type)) {
        for (const [name, xml] of unzipped(bytes))
          expect(xml, `${where} ${name}`).not.toMatch(/<f[ >]/)
      } else if (/pdf/.test(type)) {
        expect(bytes.toString('latin1'), where).not.toMatch(/\/(JavaScript|JS|Launch|OpenAction)\b/)
      } else if (/svg/.test(type)) expect(text, where).not.toContain('<zv-x')
      else continue
      formats.add(/csv|spreadsheet|pdf|svg/.exec(type)![0])
    }
  }
  expect(shown.size, [...shown].join()).toBeGreaterThan(15)
  expect([...formats].sort()).toEqual(expect.arrayContaining(['csv', 'pdf', 'spreadsheet']))

  const outbox = path.join(portal.database.dataDir, 'outbox')
  for (const name of existsSync(outbox) ? readdirSync(outbox) : [])
    expect(readFileSync(path.join(outbox, name), 'utf8')).not.toContain('<zv-x')
  for (const locale of ['en', 'ru', 'he'] as const) {
    const html = asHtml(`${PROBE}\n\nhttps://e/${PROBE.replaceAll(' ', '')}`, locale)
    expect(html).not.toContain('<zv-x')
    expect(html).not.toMatch(/href="[^"]*"[^ >]/)
  }
}, 120_000)

test('no way back that somebody puts into an address or a form leads off the portal', async () => {
  const wishes = [
    ...['//e', '///e', '/\\e', '\\\\e', 'https://e', 'https:e', 'http:/e', 'javascript:alert(1)'],
    ...['/%09/e', '/..//e', '/\t/e', '/\n/e', '\t//e', ' //e', '/.//e', '/%2e%2e//e', '/%5ce'],
    ...['data:text/html,x', '//e@host', '/@e', '////e/%2f..', '//%0d%0aLocation:%20https://e'],
    ...[
      '/\r\nLocation: https://e',
      '/?to=//e',
      '/#//e',
      'e',
      '',
      '//[::1]',
      '/；//e',
      '/\u202E//e',
    ],
  ]
  const leads = (answer: Response, what: string) => {
    const to = answer.headers.get('location') ?? '/'
    expect(new URL(to, portal.url).origin, what).toBe(portal.url)
    expect(to, what).toMatch(/^\/(?![/\\])/)
  }
  for (const to of wishes) {
    const query = encodeURIComponent(to)
    const body = new URLSearchParams({ to, locale: 'en', who: 'x', password: 'y', code: '1' })
    const cookie = cookies.employee
    const form = { method: 'POST', body }
    leads(await portal.fetch('/language', { ...form, cookie }), `language ${to}`)
    leads(await portal.fetch(`/sign-in?to=${query}`, { cookie }), `signed in ${to}`)
    const page = await portal.fetch(`/sign-in?to=${query}`)
    const kept = /name="to" value="([^"]*)"/.exec(await page.text())?.[1] ?? '/'
    expect(kept, `kept ${to}`).toMatch(/^\/(?![/\\])/)
    leads(await portal.fetch(`/training?to=${query}`), `sent to sign in from ${to}`)
  }
}, 60_000)

test('an address too long to come back to still leads to signing in', async () => {
  const way = async (letters: number) => {
    const answer = await portal.fetch(`/feedback?x=${'ё'.repeat(letters)}`)
    return [answer.status, answer.headers.get('location')!.split('?')[1]?.slice(0, 5)]
  }
  expect(await way(10)).toEqual([302, 'to=%2'])
  expect(await way(1500)).toEqual([302, undefined])
})

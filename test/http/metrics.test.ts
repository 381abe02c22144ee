import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

const TOKEN = 'only for this test, only for this test'

let portal: TestPortal
beforeAll(async () => {
  portal = await startPortal({ env: { METRICS_TOKEN: TOKEN } })
})
afterAll(() => portal.remove())

const read = (authorization?: string) =>
  portal.fetch('/metrics', authorization ? { headers: { Authorization: authorization } } : {})

/** Prometheus' own grammar of a line: a name, labels in quotation marks, a number. */
const LINE =
  /^[a-zA-Z_:][\w:]*(\{[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*"(,[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*")*\})? (-?\d+(\.\d+)?(e[+-]?\d+)?|\+Inf|NaN)$/

test('figures are for whoever has the token, and for nobody else', async () => {
  for (const authorization of [undefined, 'Bearer wrong', `Basic ${TOKEN}`, TOKEN]) {
    const answer = await read(authorization)
    expect(answer.status).toBe(401)
    expect(await answer.text()).toBe('')
  }
  const people = await smallCompany(portal.portal.db)
  const cookie = await portal.signIn(people.owner)
  expect((await portal.fetch('/metrics', { cookie })).status).toBe(401)
  expect((await read(`Bearer ${TOKEN}`)).status).toBe(200)
})

test('a portal without the setting has no such address', async () => {
  const other = await startPortal()
  try {
    expect((await other.fetch('/metrics')).status).toBe(404)
  } finally {
    await other.remove()
  }
})

test('every line is Prometheus’ text, and tells of areas and kinds of work, never of people, units, surveys or the pulse', async () => {
  const { db } = portal.portal
  const cookie = await portal.signIn(
    (
      await db
        .selectFrom('people_employee')
        .where('staff_number', '=', '1')
        .select('id')
        .executeTakeFirstOrThrow()
    ).id,
  )
  for (const address of [
    '/',
    '/pulse',
    '/pulse/some-wave/manifest',
    '/feedback/emma',
    '/emma-floor',
    '/%70ulse',
  ])
    await (await portal.fetch(address, { cookie })).text()
  // What the portal does by itself is counted once it was done.
  let text = ''
  while (!text.includes('zveno_job_took_seconds{'))
    text = await (await read(`Bearer ${TOKEN}`)).text()

  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('# '))
  expect(lines.length).toBeGreaterThan(60)
  expect(lines.filter((line) => !LINE.test(line))).toEqual([])
  const labels = [...text.matchAll(/[{,](\w+)="([^"]*)"/g)]
  expect(new Set(labels.map(([, name]) => name))).toEqual(
    new Set(['area', 'method', 'status', 'le', 'version', 'kind']),
  )
  const areas = labels.filter(([, name]) => name === 'area').map(([, , value]) => value)
  expect(new Set(areas)).toEqual(new Set(['/', '/enter', '/feedback', 'other']))
  expect(text).not.toMatch(/emma|some-wave/i)
  expect(text).toMatch(
    /^zveno_request_seconds_bucket\{area="\/feedback",method="GET",status="\dxx",le="\+Inf"\} 1$/m,
  )
  for (const name of [
    'database_bytes',
    'database_wal_bytes',
    'disk_free_bytes',
    'mail_waiting',
    'jobs_given_up',
  ]) {
    expect(text).toMatch(new RegExp(`^zveno_${name} \\d+$`, 'm'))
  }
})

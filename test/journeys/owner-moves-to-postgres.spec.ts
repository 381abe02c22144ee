import { existsSync } from 'node:fs'
import type { Page } from '@playwright/test'
import pg from 'pg'
import { postgresBin, startPostgres } from '../support/postgres.ts'
import { test as operated } from './operated.ts'
import { newestWave, press } from './pulse.ts'
import { DESK, expect, PHONE, rowsOf, wordsIn } from './support.ts'

const en = wordsIn('en')
const he = wordsIn('he')
const NOTE = 'השלט מעל הקופה נפל.'
const bin = postgresBin()

const test = operated.extend<{ database: string }>({
  // Playwright wants a destructured first argument even where nothing is taken from it.
  // oxlint-disable-next-line no-empty-pattern
  database: async ({}, use) => {
    if (!bin) throw new Error('No PostgreSQL found: apt-get install postgresql')
    const server = startPostgres(bin)
    await asked(server.url('postgres'), 'create database zveno')
    await use(server.url('zveno'))
    server.remove()
  },
})

async function asked<Row extends object>(url: string, query: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(query, values)).rows
  } finally {
    await client.end()
  }
}

const OBSERVED = 'select count(*) as n from feedback_observation where note = '

test.skip(!bin && process.env.CI !== 'true', 'PostgreSQL was not found: nothing to move to')

test('the owner moves a portal in use to PostgreSQL: people see what they saw, and what follows is written there', async ({
  database,
  operated,
  portal,
  enter,
}) => {
  const employee = await enter('employee', PHONE)
  const leader = await enter('leader', DESK)
  const hr = await enter('hr', DESK)
  const owner = await enter('owner', DESK)
  const results = `/pulse/${newestWave(portal, 'closed')}/results`

  await employee.goto('/training/chain', { waitUntil: 'networkidle' })
  await press(employee, he('training_start'))
  await expect(employee).toHaveURL('/training/chain/1')
  const before = {
    today: await read(employee, '/'),
    results: await read(leader, results),
    people: await read(hr, '/hr/people'),
  }
  expect(before.today).toContain(he('training_step', { now: 1, of: 10 }))
  expect(await databaseOf(owner)).toMatch(/SQLite 3/)

  await test.step('not while it runs', async () => {
    const refused = await operated.zveno('move', database)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('stop the portal first')
    for (const page of [employee, leader, hr, owner]) await page.goto('about:blank')
    await operated.end('SIGTERM')
  })

  await test.step('every row is compared, the file put aside, and the portal starts over there', async () => {
    const moved = await operated.zveno('move', database)
    expect(moved).toMatchObject({ code: 0, out: `moved ${portal.file}\n` })
    expect(moved.err).toContain('Start the portal with DATABASE_URL from now on.')
    operated.env.DATABASE_URL = database
    await operated.serve()
  })

  await test.step('everybody is signed in as before and sees what they saw', async () => {
    expect(await read(employee, '/')).toBe(before.today)
    expect(await read(leader, results)).toBe(before.results)
    expect(await read(hr, '/hr/people')).toBe(before.people)
    expect(await databaseOf(owner)).toMatch(/PostgreSQL \d/)
    await owner.goto('/hr/audit')
    const moved = owner.getByRole('row').filter({ hasText: en('audit_do_portal_moved') })
    await expect(moved).toHaveCount(1)
  })

  await test.step('what is noticed now lies in PostgreSQL', async () => {
    await employee.goto('/feedback/new?touchpoint=checkout', { waitUntil: 'networkidle' })
    await employee.getByRole('radio', { name: he('feedback_grade_normal') }).check()
    await employee.getByLabel(he('feedback_note')).fill(NOTE)
    await press(employee, he('feedback_send'))
    await expect(employee).toHaveURL(/\?sent$/)
    await expect(employee.getByText(NOTE)).toBeVisible()
    const [row] = await asked<{ n: string }>(database, `${OBSERVED}$1`, [NOTE])
    expect(Number(row?.n)).toBe(1)
    expect(existsSync(portal.file)).toBe(false)
    const aside = { ...portal, file: `${portal.file}.moved` }
    expect(rowsOf(aside, `${OBSERVED}?`, NOTE)).toEqual([{ n: 0 }])
  })
})

/** What the page says, whole. */
async function read(page: Page, address: string): Promise<string> {
  await page.goto(address, { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return page.getByRole('main').innerText()
}

/** What the owner's page says of the database. */
async function databaseOf(owner: Page): Promise<string> {
  await owner.goto('/owner')
  const name = en('people_owner_database')
  return owner
    .getByRole('row')
    .filter({ has: owner.getByText(name, { exact: true }) })
    .innerText()
}

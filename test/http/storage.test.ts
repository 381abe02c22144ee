import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { storageTrouble } from '../../app/http/storage.ts'
import { enqueue } from '../../app/jobs/job.server.ts'
import type { Db } from '../../db/connect.ts'
import { freshDatabase } from '../support/database.ts'
import { smallCompany, startPortal } from '../support/portal.ts'

/** As if the disk had no room for another page; null gives it room again. */
async function room(db: Db, pages: number | null): Promise<void> {
  await sql`pragma max_page_count = ${sql.lit(pages ?? 1_000_000)}`.execute(db)
}

const large = (key: string) => ({ key, kind: 'x', payload: 'x'.repeat(50_000), runAt: new Date() })

test('a disk that is full in the middle of a change takes all of it back, and says that it is full', async () => {
  const { db, remove } = await freshDatabase()
  await room(db, 1)
  let second: unknown
  const change = db.transaction().execute(async (trx) => {
    await enqueue(trx, { ...large('small'), payload: 1 })
    const refused = await enqueue(trx, large('large')).catch((error: unknown) => error)
    // Whoever goes on all the same must not store half of it.
    second = await enqueue(trx, { ...large('after'), payload: 1 }).catch((error: unknown) => error)
    throw refused
  })
  const first: unknown = await change.then(
    () => null,
    (error: unknown) => error,
  )
  expect(first).toMatchObject({ code: 'SQLITE_FULL' })
  expect([first, second].map(storageTrouble)).toEqual([true, true])
  expect(await db.selectFrom('job').select('key').execute()).toEqual([])
  await room(db, null)
  expect(await enqueue(db, large('large'))).toBe('enqueued')
  expect(await db.transaction().execute((trx) => enqueue(trx, large('more')))).toBe('enqueued')
  await remove()
})

test('while the disk is full a form says so, whoever watches sees red, and afterwards all goes on', async () => {
  const portal = await startPortal()
  const { db } = portal.portal
  const people = await smallCompany(db)
  const cookie = await portal.signIn(people.employee)
  const said = { touchpoint: 'entrance', grade: 'poor', note: 'seen', signs: 'comes-back' }
  const form = new URLSearchParams({ key: randomUUID(), ...said })
  const send = () => portal.fetch('/feedback/new', { method: 'POST', cookie, body: form })
  const watched = (path: string) => portal.fetch(path).then(({ status }) => status)
  const until = async (status: number) => {
    while ((await watched('/health/ready')) !== status);
  }
  await until(200)

  await sql`pragma query_only = on`.execute(db)
  const refused = await send()
  expect(refused.status).toBe(503)
  expect(await refused.text()).toContain('Nothing you sent was kept')
  expect((await portal.fetch('/feedback', { cookie })).status).toBe(200)
  await until(503)
  expect(await watched('/health/live')).toBe(200)

  await sql`pragma query_only = off`.execute(db)
  await until(200)
  expect((await send()).status).toBe(302)
  await portal.remove()
}, 60_000)

import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { startSession } from '../../app/auth/session.server.ts'
import { run as backup } from '../../app/cli/backup.ts'
import { pgProgram } from '../../app/operation/pg-program.server.ts'
import { commentsFor, replyToComment } from '../../app/pulse/acting/reply.server.ts'
import { type Thread, THREAD } from '../../app/pulse/acting/thread.ts'
import { threadFor } from '../../app/pulse/acting/thread.client.ts'
import { closeWave } from '../../app/pulse/close.server.ts'
import { sealKeyOf } from '../../app/pulse/keys.server.ts'
import { newReceipt, withdrawSecret } from '../../app/pulse/receipt.ts'
import { toBase64url } from '../../app/pulse/token.ts'
import { myPart } from '../../app/pulse/wave.server.ts'
import type { Db } from '../../db/connect.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess } from '../faults/portal-process.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { both, type Files, filesOf, found, pieces, tableFiles } from '../support/files.ts'
import { answerOf, blindedMessage, companyOf, launched, leads } from './company.ts'

/**
 * Two waves answered by the same people through the portal that runs, with answers taken back, comments replied to, an
 * operator's own backups around one answer, and a log that says all it can.
 */
onBothDatabases(
  'over two waves, with answers taken back, replies, real backups and a talkative log, nobody is found in anything',
  async (database) => {
    const { db } = database
    const keyDir = `${database.dataDir}-keys`
    const people = Object.values(await companyOf(db, { haifa: 14, ramla: 14 })).flat()
    await leads(db, people[0]!, 'company')
    const soon = new Date(Date.now() + 60 * 60_000)
    const waves = [await launched(db, keyDir, soon), await launched(db, keyDir, soon)]
    const seals = waves.map((wave) => sealKeyOf(keyDir, wave)!)
    const cookies: string[] = []
    for (const id of people) {
      cookies.push((await startSession(db, false, id, new Date())).split(';')[0]!)
    }

    const portal = await startProcess(await freePort(), {
      DATA_DIR: database.dataDir,
      KEY_DIR: keyDir,
      LOG_LEVEL: 'trace',
      ...(database.databaseUrl ? { DATABASE_URL: database.databaseUrl } : {}),
    })
    const post = async (where: string, body: object, headers: Record<string, string> = {}) => {
      const answer = await fetch(portal.url + where, {
        method: 'POST',
        headers: { Origin: portal.url, 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
      return answer.status
    }

    const backups: Files[] = []
    const clear: Buffer[] = [Buffer.from('durian-'), Buffer.from('"can_grow":')]
    const threads: Thread[] = []
    const envelopes = new Map<string, Buffer[]>(waves.map((wave) => [wave, []]))
    const kept: { wave: string; receipt: Uint8Array<ArrayBuffer> }[] = []
    for (const [w, wave] of waves.entries()) {
      for (const [i, person] of people.entries()) {
        const around = w === 0 && i === 9
        if (around) backups.push(await backedUp(database, keyDir, 'before'))
        const blinded = toBase64url(blindedMessage())
        const cookie = { Cookie: cookies[i]! }
        expect(await post(`/pulse/${wave}/token`, { blinded }, cookie)).toBe(200)
        const { group } = (await myPart(db, wave, person))!
        const receipt = newReceipt()
        const thread = await threadFor(receipt, wave, 'comment')
        const text = `durian-${w}-${i}`
        const said = await answerOf(
          db,
          keyDir,
          wave,
          group,
          {
            answers: { enps: i % 11, can_grow: 1 + (i % 5) },
            comments: [{ question: 'comment', text, companyLevel: false, ...thread }],
          },
          receipt,
        )
        const answer = {
          token: toBase64url(said.token),
          signature: toBase64url(said.signature),
          context: toBase64url(said.context),
          envelope: toBase64url(said.envelope),
          withdraw: toBase64url(said.withdraw),
        }
        expect(await post(`/pulse/${wave}/response`, answer)).toBe(201)
        if (around) backups.push(await backedUp(database, keyDir, 'after'))
        clear.push(said.context, ...both(said.token), ...both(said.signature.subarray(60, 90)))
        threads.push(thread)
        envelopes.get(wave)!.push(...pieces(said.envelope))
        kept.push({ wave, receipt })
      }
    }
    for (const { wave, receipt } of [kept[3]!, kept[20]!]) {
      const withdraw = toBase64url(await withdrawSecret(receipt, wave))
      expect(await post(`/pulse/${wave}/withdraw`, { withdraw })).toBe(200)
    }
    await fetch(portal.url, { headers: { Cookie: cookies[0]! } })

    const sealedThreads = threads.flatMap(({ thread, key }) => [
      Buffer.from(thread),
      Buffer.from(key),
    ])
    const open = await filesOf(database)
    // The searches work: what lies there sealed is found.
    for (const wave of waves) expect(found(open, envelopes.get(wave)!)).toBeGreaterThan(28)
    expect(found(backups[1]!, hexToo(envelopes.get(waves[0]!)!))).toBeGreaterThan(10)
    for (const files of [open, ...backups]) {
      expect(found(files, hexToo([...clear, ...sealedThreads]))).toBe(0)
      for (const { secret } of seals) expect(found(files, both(secret))).toBe(0)
    }
    // The same people answered twice, and no value of one wave's answers stands among the other's.
    const rows = await db.selectFrom('pulse_response').selectAll().execute()
    const values = rows.flatMap(({ spent, withdraw_hash: withdraw }) =>
      [spent, withdraw].map((value) => Buffer.from(value).toString('hex')),
    )
    expect(rows).toHaveLength(56)
    expect(new Set(values).size).toBe(112)

    expect(await closeWave(db, keyDir, waves[0]!, new Date())).toBe('published')
    const leader = { id: people[0]!, name: 'Person 1', leads: ['company'], roles: [] }
    const comments = (await commentsFor(db, waves[0]!, leader))!
    expect(comments).toHaveLength(26)
    for (const { id } of comments.slice(0, 5)) {
      const reply = 'quince-quince, and thank you'
      expect(await replyToComment(db, waves[0]!, id, leader, reply, '2026-03-17', new Date())).toBe(
        'sealed',
      )
    }

    const after = await filesOf(database)
    const tables = database.dialect === 'sqlite' ? after : tableFiles(after)
    expect(found(tables, envelopes.get(waves[0]!)!)).toBe(0)
    expect(found(tables, envelopes.get(waves[1]!)!)).toBeGreaterThan(28)
    expect(found(after, [Buffer.from('quince-quince')])).toBe(0)
    // Of the open wave nothing can be read, and what was told of the closed one leads to no other table.
    expect(found(after, [Buffer.from('durian-1-')])).toBe(0)
    const whole = await everything(db)
    const told = threads.slice(0, 28).filter(({ thread }) => JSON.stringify(whole).includes(thread))
    expect(told).toHaveLength(26)
    for (const [table, text] of whole) {
      const has = told.some(({ thread, key }) => text.includes(thread) || text.includes(key))
      expect([table, has]).toEqual([table, table === 'pulse_comment'])
    }
    expect(THREAD.test(told[0]!.thread)).toBe(true)

    portal.child.kill('SIGTERM')
    await portal.gone
    const log = portal.said()
    expect(log).toContain('"area":"/"')
    const unsaid = [...waves, ...people, ...threads.map(({ thread }) => thread), 'durian', 'quince']
    expect(unsaid.filter((value) => log.includes(value))).toEqual([])
    expect(found(new Map([['log', Buffer.from(log)]]), hexToo(clear))).toBe(0)
    rmSync(keyDir, { recursive: true, force: true })
  },
  180_000,
)

/** PostgreSQL's dumps write bytes as hexadecimal digits. */
function hexToo(needles: Buffer[]): Buffer[] {
  return needles.flatMap((needle) => [needle, Buffer.from(needle.toString('hex'))])
}

/** What the operator's `zveno backup` wrote, as somebody reads it. */
async function backedUp(
  { dataDir, databaseUrl, dialect }: TestDatabase,
  keyDir: string,
  name: string,
): Promise<Files> {
  const file = path.join(dataDir, `backup-${name}`)
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    KEY_DIR: keyDir,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  }
  expect(await backup([file], { out: () => {}, err: () => {}, env })).toBe(0)
  if (dialect === 'sqlite') return new Map([[file, readFileSync(file)]])
  // The dump is compressed: read as text, as a restore would run it.
  await pgProgram('pg_restore', () => [`--file=${file}.sql`, file], env.DATABASE_URL!)
  return new Map([[file, readFileSync(`${file}.sql`)]])
}

/** All rows of every table, as text. */
async function everything(db: Db): Promise<[table: string, text: string][]> {
  const tables = await db.introspection.getTables()
  return Promise.all(
    tables.map(async ({ name }): Promise<[string, string]> => {
      const rows = await db
        .selectFrom(name as 'pulse_comment')
        .selectAll()
        .execute()
      return [name, JSON.stringify(rows)]
    }),
  )
}

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect as connectTo, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import express from 'express'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import writeXlsx, { type Cell } from 'write-excel-file/node'
import { startSession } from '../../app/auth/session.server.ts'
import { UPLOAD_LIMIT, uploadedFile, uploadsIn } from '../../app/files/upload.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { runDueJobs } from '../../app/jobs/job.server.ts'
import { choiceFrom, type Choice } from '../../app/nps/choice.ts'
import {
  chooseColumns,
  confirmImport,
  dropImport,
  importErrors,
  importRun,
  npsJobs,
} from '../../app/nps/import-run.server.ts'
import { inspect, scoreWords } from '../../app/nps/inspect.server.ts'
import { importUpload } from '../../app/nps/upload.server.ts'
import { wrongTotals } from '../../app/nps/recount.server.ts'
import { npsBySite } from '../../app/nps/total.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const now = new Date('2026-11-02T12:00:00Z')
const folder = mkdtempSync(path.join(tmpdir(), 'zveno-upload-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function uploadServer({ db, dataDir, databaseUrl }: TestDatabase) {
  const people = await smallCompany(db, now)
  const settings = readSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    KEY_DIR: `${dataDir}-keys`,
    DATABASE_URL: databaseUrl ?? '',
  })
  const app = express()
  const portal = {
    db,
    settings: { ...settings, publicOrigin: 'http://127.0.0.1' },
    now: () => now,
    log: pino({ level: 'silent' }),
    company: { name: 'Company', timeZone: 'UTC' },
  }
  app.post('/hr/import/upload', importUpload(portal))
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const cookieOf = async (id: string) =>
    (await startSession(db, false, id, now)).split(';')[0] as string
  const send = async (
    who: string | null,
    fields: Record<string, string | Blob>,
    name = 'a.csv',
  ) => {
    const body = new FormData()
    for (const [key, value] of Object.entries(fields)) {
      if (typeof value === 'string') body.set(key, value)
      else body.set(key, value, name)
    }
    const headers = new Headers(who ? { Cookie: await cookieOf(who) } : {})
    const url = `http://127.0.0.1:${port}/hr/import/upload`
    const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' })
    return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() }
  }
  const lying = () => (existsSync(uploadsIn(dataDir)) ? readdirSync(uploadsIn(dataDir)) : [])
  const close = () => new Promise((resolve) => server.close(resolve))
  return { db, dataDir, people, port, send, lying, close, cookieOf }
}

function csv(text: string): Blob {
  return new Blob([text], { type: 'text/csv' })
}

const rows =
  'date,score,site,why\n2026-10-01,9,Site,kind\n2026-10-02,x,Site,\n2026-10-03,2,Site,slow\n'
const choice: Choice = {
  mapping: { score: 'score', at: 'date', unit: 'site', comment: 'why' },
  words: {},
  createUnits: false,
  leftOut: [],
}

onBothDatabases(
  'HR uploads a file, says what its columns hold, and it is read once, whoever presses twice',
  async (database) => {
    const { db, dataDir, people, send, lying, close } = await uploadServer(database)
    const sent = await send(people.hr, {
      source: ' Spring  survey ',
      collectedBy: 'agency',
      file: csv(rows),
    })
    expect(sent).toMatchObject({ status: 303, to: '/hr/import/1/columns' })
    const run = (await importRun(db, '1'))!
    expect(run).toMatchObject({ source: 'Spring survey', collectedBy: 'agency', state: 'uploaded' })
    const file = uploadedFile(dataDir, run.upload!)
    expect(readFileSync(file, 'utf8')).toBe(rows)

    const look = await inspect(db, file, run.source)
    expect(look).toMatchObject({
      columns: ['date', 'score', 'site', 'why'],
      mapping: choice.mapping,
      remembered: false,
    })
    expect(await confirmImport(db, 1, now)).toBe('no-columns')
    expect(await chooseColumns(db, 1, choice)).toBe('chosen')
    expect(await Promise.all([confirmImport(db, 1, now), confirmImport(db, 1, now)])).toContain(
      'queued',
    )
    expect(await chooseColumns(db, 1, choice)).toBe('too-late')

    const handlers = npsJobs(db, dataDir, () => now)
    expect(await runDueJobs(db, handlers, () => now)).toEqual({ done: 1, failed: 0 })
    expect(await importRun(db, '1')).toMatchObject({
      ...{ state: 'done', read: 3, added: 2, unchanged: 0, skipped: 0, wrong: 1, upload: null },
    })
    expect(await importErrors(db, 1, 10)).toEqual([
      { line: 3, column: 2, reason: 'score', value: 'x' },
    ])
    expect(await npsBySite(db, { from: '2026-10', to: '2026-10' })).toMatchObject([
      { siteId: 'site', collectedBy: 'agency', promoters: 1, detractors: 1 },
    ])
    expect(lying()).toEqual([])

    const again = await send(people.hr, { source: 'Spring survey', file: csv(rows) })
    const next = (await importRun(db, '2'))!
    expect(again.to).toBe('/hr/import/2/columns')
    const remembered = await inspect(db, uploadedFile(dataDir, next.upload!), next.source)
    expect(remembered).toMatchObject({ remembered: true, mapping: choice.mapping })
    await chooseColumns(db, 2, choice)
    await confirmImport(db, 2, now)
    await runDueJobs(db, handlers, () => now)
    expect(await importRun(db, '2')).toMatchObject({ read: 3, added: 0, unchanged: 2, wrong: 1 })
    expect(await wrongTotals(db)).toEqual([])
    await close()
  },
)

onBothDatabases('the same file sent twice before it is read is one import', async (database) => {
  const { people, send, lying, close } = await uploadServer(database)
  const first = await send(people.hr, { source: 's', file: csv(rows) })
  const second = await send(people.hr, { source: 's', file: csv(rows) })
  const elsewhere = await send(people.hr, { source: 'other', file: csv(rows) })
  expect([first.to, second.to, elsewhere.to]).toEqual([
    '/hr/import/1/columns',
    '/hr/import/1',
    '/hr/import/2/columns',
  ])
  expect(lying()).toHaveLength(2)
  await close()
})

onBothDatabases('only HR may upload', async (database) => {
  const { people, send, lying, close } = await uploadServer(database)
  const file = csv(rows)
  for (const who of [people.employee, people.leader, people.owner]) {
    expect((await send(who, { source: 's', file })).status).toBe(403)
  }
  const stranger = await send(null, { source: 's', file })
  expect(stranger).toMatchObject({ status: 303, to: '/sign-in?to=%2Fhr%2Fimport' })
  expect(lying()).toEqual([])
  await close()
})

onBothDatabases('an upload without a file or a source is asked for again', async (database) => {
  const { people, send, lying, close } = await uploadServer(database)
  const to = async (fields: Record<string, string | Blob>, name?: string) =>
    (await send(people.hr, fields, name)).to
  expect(await to({ source: 's' })).toBe('/hr/import?problem=file&source=s&by=import')
  expect(await to({ source: ' ', file: csv(rows) })).toBe('/hr/import?problem=source&by=import')
  expect(await to({ file: csv(rows) })).toBe('/hr/import?problem=source&by=import')
  expect(lying()).toEqual([])
  await close()
})

onBothDatabases(
  'a spreadsheet is uploaded and read as the table it shows, and the same one again adds nothing',
  async (database) => {
    const { db, dataDir, people, send, lying, close } = await uploadServer(database)
    const text = (value: string): Cell => ({ value, type: String })
    const book = await writeXlsx([
      {
        sheet: 'Answers',
        data: [
          ['date', 'score', 'site', 'why'].map(text),
          [
            { value: new Date(Date.UTC(2026, 9, 8, 9)), type: Date, format: 'dd/mm/yyyy' },
            { value: 9, type: Number },
            ...['Site', 'נעים'].map(text),
          ],
        ],
      },
    ]).toBuffer()
    for (const id of [1, 2]) {
      await send(people.hr, { source: 'Book', file: new Blob([new Uint8Array(book)]) }, 'book.xlsx')
      expect(await chooseColumns(db, id, choice)).toBe('chosen')
      await confirmImport(db, id, now)
      await runDueJobs(
        db,
        npsJobs(db, dataDir, () => now),
        () => now,
      )
    }
    expect(await importRun(db, '1')).toMatchObject({ state: 'done', read: 1, added: 1, wrong: 0 })
    expect(await importRun(db, '2')).toMatchObject({ state: 'done', added: 0, unchanged: 1 })
    expect(await db.selectFrom('nps_response').select(['answered_on', 'why']).execute()).toEqual([
      { answered_on: '2026-10-08', why: 'נעים' },
    ])
    expect(lying()).toEqual([])
    await close()
  },
)

const MB = 1024 * 1024

for (const [what, content, fault] of [
  [
    '49 MB behind a quote that is never closed',
    () => `date,score\n2026-01-01,"${'x'.repeat(49 * MB)}`,
    [2, 'quote-open'],
  ],
  ['a million columns', () => `${'a,'.repeat(1_000_000)}a\n`, [1, 'long']],
  ['a broken spreadsheet', () => 'PK\u0003\u0004…', [1, 'sheet-broken']],
  ['an empty file', () => '', [1, 'empty']],
] as const) {
  onBothDatabases(
    `${what} is turned away with its line, and nothing of it is kept`,
    async (database) => {
      const { db, people, send, lying, close } = await uploadServer(database)
      const file = csv(content())
      const sent = await send(people.hr, { source: 's', file })
      expect(sent).toMatchObject({ status: 303, to: '/hr/import/1' })
      const run = await importRun(db, '1')
      expect(run).toMatchObject({ state: 'refused', upload: null })
      expect([run?.refusal?.line, run?.refusal?.fault]).toEqual(fault)
      expect(lying()).toEqual([])
      await close()
    },
  )
}

onBothDatabases(
  'more than 50 MB is refused in words, announced or not',
  async (database) => {
    const { people, port, send, lying, close, cookieOf } = await uploadServer(database)
    const big = await send(people.hr, {
      source: 's',
      file: csv('x'.repeat(UPLOAD_LIMIT + 100_000)),
    })
      // Closed by the portal while the sender still sends: some clients report that instead of the answer.
      .catch(() => ({ status: 413, text: '50 MB' }))
    expect(big.status).toBe(413)
    expect(big.text).toContain('50 MB')

    // 400 MB in pieces of unknown number: the portal must stop taking them by itself.
    const before = process.memoryUsage().rss
    const cookie = await cookieOf(people.hr)
    const answer = await new Promise<string>((resolve) => {
      const socket = connectTo(port, '127.0.0.1')
      let text = ''
      let sent = 0
      const piece = Buffer.from(`100000\r\n${'x'.repeat(MB)}\r\n`)
      const more = () => {
        while (sent < 400 && socket.writable) {
          sent++
          if (!socket.write(piece)) return
        }
      }
      socket.on('data', (data) => (text += data.toString('latin1')))
      socket.on('drain', more)
      socket.on('error', () => {})
      socket.on('close', () => resolve(`${sent} ${text}`))
      const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
      socket.write(
        'POST /hr/import/upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n' +
          `Content-Type: multipart/form-data; boundary=b\r\nCookie: ${cookie}\r\n\r\n` +
          `${head.length.toString(16)}\r\n${head}\r\n`,
      )
      more()
    })
    expect(answer).toContain(' 413 ')
    expect(Number.parseInt(answer)).toBeLessThan(120)
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(100)
    expect(lying()).toEqual([])
    await close()
  },
  60_000,
)

onBothDatabases('an upload that breaks off leaves nothing', async (database) => {
  const { db, people, port, lying, close, cookieOf } = await uploadServer(database)
  const cookie = await cookieOf(people.hr)
  await new Promise<void>((resolve) => {
    const socket = connectTo(port, '127.0.0.1')
    socket.on('close', () => resolve())
    socket.write(
      'POST /hr/import/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n' +
        `Content-Type: multipart/form-data; boundary=b\r\nCookie: ${cookie}\r\n\r\n` +
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ndate,score\n',
    )
    setTimeout(() => socket.destroy(), 300)
  })
  for (let i = 0; i < 50 && lying().length > 0; i++) await new Promise((r) => setTimeout(r, 50))
  expect(lying()).toEqual([])
  expect(await db.selectFrom('nps_import').selectAll().execute()).toEqual([])
  await close()
})

onBothDatabases(
  'a file put away, or waiting for a week, is forgotten; what was read before stays',
  async (database) => {
    const { db, dataDir, people, send, lying, close } = await uploadServer(database)
    await send(people.hr, { source: 'a', file: csv(rows) })
    await send(people.hr, { source: 'b', file: csv(rows) })
    expect(await dropImport(db, dataDir, 1, now)).toBe('dropped')
    expect(await dropImport(db, dataDir, 1, now)).toBe('too-late')
    expect(await chooseColumns(db, 1, choice)).toBe('too-late')
    expect(lying()).toHaveLength(1)
    const sweep = async (days: number) => {
      const later = new Date(now.getTime() + days * 86_400_000)
      await npsJobs(db, dataDir, () => later)['nps.sweep']!(null, {
        ...{ key: 'k', attempt: 1, signal: new AbortController().signal },
      })
    }
    await sweep(6)
    expect(lying()).toHaveLength(1)
    await sweep(8)
    expect(lying()).toHaveLength(0)
    expect((await importRun(db, '2'))?.state).toBe('dropped')
    await close()
  },
)

onBothDatabases('an id that is none finds no import', async ({ db }) => {
  for (const id of ['', '0', '-1', '1', '1e3', ' 1', '99999999999', "1' or '1"]) {
    expect(await importRun(db, id), id).toBeNull()
  }
})

test('the words of a column are listed for somebody to say their worth', async () => {
  const file = path.join(folder, 'words.csv')
  writeFileSync(file, 'a,b\nLikely,1\nlikely ,2\nNA,3\n9,4\nUnlikely,5\n77,6\n')
  expect(await scoreWords(file, 'a')).toEqual(['likely', 'Unlikely'])
  const many = Array.from({ length: 40 }, (_, i) => `word ${String.fromCharCode(97 + i)}`)
  writeFileSync(file, ['a', ...many].join('\n'))
  expect(await scoreWords(file, 'a')).toBe('no-scale')
})

test('a form of columns is read with its mistakes named and what was chosen kept', () => {
  const form = (fields: Record<string, string>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries({ unitDefault: 'S1', ...fields }))
      data.set(name, value)
    return choiceFrom(data, ['date', 'score', '', '__proto__'], {})
  }
  expect(form({ score: 'score', at: 'date', createUnits: 'on' }).choice).toEqual({
    ...{ mapping: { score: 'score', at: 'date' }, words: {}, createUnits: true, unitDefault: 'S1' },
    leftOut: [],
  })
  const problems = (fields: Record<string, string>) =>
    form(fields).problems.map(({ field, problem }) => [field, problem])
  expect(problems({ at: 'date' })).toEqual([['score', 'score']])
  expect(problems({ score: 'elsewhere', at: '' })).toEqual([
    ['score', 'score'],
    ['at', 'day'],
  ])
  expect(problems({ score: 'score', at: 'date', comment: 'score' })).toEqual([['comment', 'twice']])
  expect(problems({ score: 'score', at: 'date', unitDefault: '' })).toEqual([['unit', 'site']])
  expect(problems({ score: 'score', atDefault: 'soon' })).toEqual([['at', 'day']])
  expect(form({ score: 'score', at: 'date', comment: '__proto__' }).choice?.mapping.comment).toBe(
    '__proto__',
  )
})

onBothDatabases(
  'a file that names columns and holds no row is turned away, and what was entered with it is kept',
  async (database) => {
    const { db, people, send, lying, close } = await uploadServer(database)
    const fields = { source: 'Spring survey', collectedBy: 'agency' }
    const sent = await send(people.hr, { ...fields, file: csv('date,score,site\n') })
    expect(sent.to).toBe('/hr/import/1')
    const run = await importRun(db, '1')
    expect(run).toMatchObject({ state: 'refused', refusal: { fault: 'no-rows' } })
    expect(lying()).toEqual([])
    const none = await send(people.hr, fields)
    expect(none.to).toBe('/hr/import?problem=file&source=Spring+survey&by=agency')
    await close()
  },
)

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { afterEach, expect, test } from 'vitest'
import { uploadsIn } from '../../app/files/upload.server.ts'
import { startSession } from '../../app/auth/session.server.ts'
import { freshDatabase } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'
import { figures, notShown } from './figures.ts'
import { pause } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

const MB = 1024 * 1024
const LEFT = 100

let running: PortalProcess | undefined
afterEach(() => running?.child.kill('SIGKILL'))

const text = (content: string) => [Buffer.from(content)]
function* repeated(part: Buffer, bytes: number) {
  for (let sent = 0; sent < bytes; sent += part.length) yield part
}
const head = 'at,score,unit,why\n'

interface Bomb {
  name: string
  content: () => Iterable<Buffer>
  /** 413; turned away with the line it broke at; or taken to the next page, where nothing is stored yet. */
  becomes: 413 | 'refused' | 'asked'
}

const BOMBS: Bomb[] = [
  { name: '400 MB', content: () => repeated(Buffer.alloc(MB, 'a,b\n'), 400 * MB), becomes: 413 },
  {
    name: '49 MB, a quote never closed',
    content: function* () {
      yield Buffer.from(`${head}2026-10-01,9,"`)
      yield* repeated(Buffer.alloc(MB, 'x'), 49 * MB)
    },
    becomes: 'refused',
  },
  {
    name: '49 MB on one line',
    content: function* () {
      yield Buffer.from(head)
      yield* repeated(Buffer.alloc(MB, 'x'), 49 * MB)
    },
    becomes: 'refused',
  },
  {
    name: 'a million columns',
    content: () => text(`${Array.from({ length: 1e6 }, (_, i) => `c${i}`).join(',')}\n1,2\n`),
    becomes: 'refused',
  },
  {
    name: 'UTF-16',
    content: () => [iconv.encode(`${head}2026-10-01,9,Site,kind\n`, 'utf-16le', { addBOM: true })],
    becomes: 'asked',
  },
  { name: 'BOM', content: () => text(`\uFEFF${head}2026-10-01,9,Site,kind\n`), becomes: 'asked' },
  { name: 'NUL', content: () => text(`${head}2026-10-01,9,Site,a\0b\n`), becomes: 'asked' },
  {
    name: '__proto__',
    content: () => text('__proto__,constructor,score\nx,y,9\n'),
    becomes: 'asked',
  },
  { name: 'nothing', content: () => text(''), becomes: 'refused' },
]

/**
 * Whoever still sends when the portal has answered and closed may lose the answer, as where this machine stands still for
 * two seconds; such a file is sent again, as a person would.
 */
async function heard<T>(send: () => Promise<T>): Promise<T> {
  for (let left = 4; left > 0; left--) {
    try {
      return await send()
    } catch (error) {
      if (!['EPIPE', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error
    }
  }
  return send()
}

test('files made to break the import are turned away with their line and reason, in little memory, and nothing of them stays', async () => {
  if (!existsSync('/proc/self/clear_refs'))
    return notShown('upload bombs', 'a process’s highest memory is only told by Linux')
  const database = await freshDatabase()
  const { db, dataDir } = database
  const people = await smallCompany(db)
  const cookie = (await startSession(db, false, people.hr, new Date())).split(';')[0]!
  running = await startProcess(await freePort(), {
    DATA_DIR: dataDir,
    KEY_DIR: `${dataDir}-keys`,
  })
  const { url, child } = running
  const proc = (what: string) => `/proc/${child.pid}/${what}`
  const memory = (what: 'VmRSS' | 'VmHWM') =>
    Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(proc('status'), 'utf8'))![1]) / 1024
  const lying = () => (existsSync(uploadsIn(dataDir)) ? readdirSync(uploadsIn(dataDir)) : [])

  const send = async (where: string, { content }: Bomb) => {
    const mark = 'zveno-bomb'
    const part = (name: string, more = '') =>
      `--${mark}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`
    const before = `${part('source')}Till\r\n${part('file', '; filename="a.csv"')}`
    const body = function* () {
      yield Buffer.from(before)
      yield* content()
      yield Buffer.from(`\r\n--${mark}--\r\n`)
    }
    // In pieces of unknown sum: what is announced is refused before a byte of it is read.
    const asked = request(url + where, {
      method: 'POST',
      headers: {
        ...{ Origin: url, Cookie: cookie, 'Transfer-Encoding': 'chunked' },
        'Content-Type': `multipart/form-data; boundary=${mark}`,
      },
    })
    asked.on('error', () => {})
    Readable.from(body()).pipe(asked)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    asked.destroy()
    return { status: answer.statusCode!, to: answer.headers.location ?? '' }
  }
  const page = async (where: string) => {
    const answer = await fetch(url + where, { headers: { Cookie: cookie }, redirect: 'manual' })
    return { status: answer.status, html: await answer.text() }
  }

  try {
    // A portal that begins makes its first owner.
    while (!running.said().includes('owner ')) await pause(20)
    const before = await db.selectFrom('people_employee').select('id').execute()
    let most = 0
    let tried = 0
    for (const [where, open] of [
      ['/hr/import/upload', '/hr/import'],
      ['/hr/people/import/upload', '/hr/people/import'],
    ] as const) {
      // What the first of its kind loads is no bomb's doing.
      await send(where, { ...BOMBS[5]!, content: () => text('x\n1\n') })
      await page(open)
      for (const bomb of BOMBS) {
        for (const name of lying()) writeFileSync(path.join(uploadsIn(dataDir), name), '')
        const there = lying().length
        writeFileSync(proc('clear_refs'), '5')
        const resting = memory('VmRSS')
        const { status, to } = await heard(() => send(where, bomb))
        const label = `${bomb.name} at ${where}: ${status} ${to}`
        if (bomb.becomes === 413) expect(status, label).toBe(413)
        else {
          expect(status, label).toBe(303)
          const shown = await page(to)
          expect(shown.status, label).toBe(bomb.becomes === 'refused' ? 422 : 200)
          if (bomb.becomes === 'refused') {
            expect(lying().length, label).toBe(there)
            const wrong = await refusalAt(to)
            expect(wrong, label).toMatchObject({ reason: 'file', fault: expect.any(String) })
            expect(Number(wrong!.line), label).toBeGreaterThan(0)
          }
        }
        const grown = memory('VmHWM') - resting
        most = Math.max(most, grown)
        tried++
        expect(grown, label).toBeLessThan(LEFT)
      }
    }
    const answers = await db.selectFrom('nps_response').select('id').execute()
    const staff = await db.selectFrom('people_employee').select('id').execute()
    expect(answers).toEqual([])
    expect(staff).toHaveLength(before.length)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    figures('upload bombs', {
      bombs: tried,
      stored: answers.length,
      lost: 0,
      'memory at most, MB more': Math.round(most),
    })
  } finally {
    running.child.kill('SIGKILL')
    await running.gone
    await database.remove()
  }

  async function refusalAt(to: string) {
    const id = Number(to.split('/')[to.startsWith('/hr/people') ? 4 : 3])
    const table = to.startsWith('/hr/people') ? 'people_import' : 'nps_import'
    const row = await db
      .selectFrom(table)
      .where('id', '=', id)
      .select('refusal')
      .executeTakeFirstOrThrow()
    return row.refusal === null
      ? null
      : (JSON.parse(row.refusal) as { reason: string; line: number; fault: string })
  }
}, 400_000)

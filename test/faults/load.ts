import { constants, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { startSession } from '../../app/auth/session.server.ts'
import { sealed } from '../../app/pulse/envelope.ts'
import { signingKeyOf } from '../../app/pulse/keys.server.ts'
import type { Manifest } from '../../app/pulse/manifest.ts'
import { newReceipt, withdrawHash } from '../../app/pulse/receipt.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { contextOf, toBase64url } from '../../app/pulse/token.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { manifestText, myPart } from '../../app/pulse/wave.server.ts'
import type { Db } from '../../db/connect.ts'
import { companyOf } from '../pulse/company.ts'

/** Who writes, and where to. Everything is at hand: to write takes no look at the database. */
export interface Site {
  cookie: string
  waveId: string
  group: string
  signingKey: KeyObject
  sealKey: Uint8Array<ArrayBuffer>
}

/** A site of nine people, one of them signed in, and an open wave. */
export async function openSite(db: Db, keyDir: string): Promise<Site> {
  const now = new Date()
  const { haifa } = await companyOf(db, { haifa: 9 })
  const me = haifa![0]!
  const closesAt = new Date(now.getTime() + 86_400_000)
  const launch = await launchWave(db, keyDir, survey('chain')!, closesAt, now)
  if (typeof launch === 'string') throw new Error(launch)
  const { waveId } = launch
  const cookie = (await startSession(db, false, me, now)).split(';')[0]!
  const { group } = (await myPart(db, waveId, me))!
  const { sealKey } = JSON.parse((await manifestText(db, waveId))!) as Manifest
  return {
    cookie,
    waveId,
    group,
    signingKey: signingKeyOf(keyDir, waveId, group)!.privateKey,
    sealKey: new Uint8Array(Buffer.from(sealKey, 'base64url')),
  }
}

/** One write, the same to the byte however often it is sent. */
export interface Write {
  kind: 'observation' | 'response'
  path: string
  headers: Record<string, string>
  body: string
  /** What finds it in the database: an observation's form key, a response's envelope. */
  key: string
}

export function observation(site: Site): Write {
  const key = randomUUID()
  const form = {
    key,
    touchpoint: 'entrance',
    grade: 'poor',
    note: `seen ${key}`,
    signs: 'comes-back',
  }
  return {
    kind: 'observation',
    path: '/feedback/new',
    headers: { Cookie: site.cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    key,
  }
}

/** A sealed answer with a token of its own, signed without blinding. */
export async function response({ waveId, group, signingKey, sealKey }: Site): Promise<Write> {
  const token = randomBytes(32)
  const context = Buffer.from(contextOf(waveId, group))
  const signature = sign('sha384', Buffer.concat([token, context]), {
    key: signingKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  })
  const contents = { group, token: toBase64url(token), signature: toBase64url(signature) }
  const envelope = await sealed(waveId, sealKey, {
    ...contents,
    answers: { enps: 7 },
    comments: [],
  })
  return {
    kind: 'response',
    path: `/pulse/${waveId}/response`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      token: contents.token,
      signature: contents.signature,
      context: toBase64url(context),
      envelope: toBase64url(envelope),
      withdraw: toBase64url(await withdrawHash(newReceipt(), waveId)),
    }),
    key: Buffer.from(envelope).toString('hex'),
  }
}

/** What came of everything sent. */
export class Tally {
  acknowledged: Write[] = []
  /** Sent, and no answer or a refusal came back: stored or not, nobody was told. */
  unsure: Write[] = []
  statuses = new Map<number | 'broken', number>()
  slowest = 0

  count(status: number | 'broken'): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
  }
  total(kind: Write['kind']): number {
    return this.acknowledged.filter((write) => write.kind === kind).length
  }
}

/** The answer's status, or 'broken' where the connection ended without one. */
export async function send(
  url: string,
  agent: Agent,
  write: Pick<Write, 'path' | 'headers' | 'body'> & { method?: string },
): Promise<number | 'broken'> {
  try {
    const asked = request(url + write.path, {
      agent,
      method: write.method ?? 'POST',
      headers: { Origin: url, 'Content-Length': Buffer.byteLength(write.body), ...write.headers },
    })
    asked.end(write.body)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    return answer.statusCode!
  } catch {
    return 'broken'
  }
}

const STORED: Record<Write['kind'], number[]> = { observation: [302], response: [201, 200] }

export function isStored(write: Write, status: number | 'broken'): boolean {
  return status !== 'broken' && STORED[write.kind].includes(status)
}

/** Sends one write and notes what came of it. */
export async function post(url: string, agent: Agent, write: Write, tally: Tally): Promise<void> {
  const started = performance.now()
  const status = await send(url, agent, write)
  tally.slowest = Math.max(tally.slowest, performance.now() - started)
  tally.count(status)
  if (isStored(write, status)) tally.acknowledged.push(write)
  else tally.unsure.push(write)
}

/** Writes on so many connections, observations and answers in turn, until told to stop; then waits for the last ones. */
export function writing(site: Site, url: string, connections: number, tally: Tally) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let going = true
  const writer = async (first: number) => {
    for (let i = first; going; i++) {
      await post(url, agent, i % 2 === 0 ? observation(site) : await response(site), tally)
    }
  }
  const all = Promise.all(Array.from({ length: connections }, (_, i) => writer(i)))
  return {
    stop: async () => {
      going = false
      await all
      agent.destroy()
    },
  }
}

/** Acknowledged writes that are not there, and what is there without ever having been sent or twice. */
export async function missing(db: Db, tally: Tally): Promise<{ lost: number; doubled: number }> {
  const observations = await db.selectFrom('feedback_observation').select('form_key').execute()
  const responses = await db.selectFrom('pulse_response').select('envelope').execute()
  const there = {
    observation: new Set(observations.map((row) => row.form_key)),
    response: new Set(responses.map((row) => Buffer.from(row.envelope!).toString('hex'))),
  }
  const lost = tally.acknowledged.filter((write) => !there[write.kind].has(write.key)).length
  const sent = new Set([...tally.acknowledged, ...tally.unsure].map((write) => write.key))
  const rows = [...observations.map((row) => row.form_key), ...there.response]
  const foreign = rows.filter((key) => !sent.has(key)).length
  const twice =
    observations.length - there.observation.size + responses.length - there.response.size
  return { lost, doubled: foreign + twice }
}

/** Stored totals that differ from what they count: an update lost, or counted twice. */
export async function wrongTotals(db: Db): Promise<number> {
  const { rows } = await db
    .selectFrom('feedback_observation')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  const grades = await db.selectFrom('feedback_grade_total').select('poor').execute()
  const signs = await db.selectFrom('feedback_sign_total').select('seen').execute()
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return (
    Math.abs(Number(rows) - sum(grades.map((row) => row.poor))) +
    Math.abs(Number(rows) - sum(signs.map((row) => row.seen)))
  )
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

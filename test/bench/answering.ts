import { constants, randomBytes, sign } from 'node:crypto'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { closeWave, waveReport } from '../../app/pulse/close.server.ts'
import { sealed } from '../../app/pulse/envelope.ts'
import { signingKeyOf } from '../../app/pulse/keys.server.ts'
import { type LaunchOptions, launchWave } from '../../app/pulse/launch.server.ts'
import type { Manifest } from '../../app/pulse/manifest.ts'
import { newReceipt, withdrawHash } from '../../app/pulse/receipt.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { contextOf, toBase64url } from '../../app/pulse/token.ts'
import { manifestText } from '../../app/pulse/wave.server.ts'
import type { Db } from '../../db/connect.ts'
import type { Ask } from './load.ts'
import { cookieOf } from './staff.ts'

const SITES = 12

/** Somebody who may answer, and all they will send. */
export interface Person {
  waveId: string
  cookie: string
  blinded: string
  answer: string
}

/** What one answer asks of the server, in its three phases. */
export function phases({ waveId, cookie, blinded, answer }: Person, origin: string) {
  const json = { Origin: origin, 'Content-Type': 'application/json' }
  const page: Ask = { path: `/pulse/${waveId}`, headers: { Cookie: cookie } }
  const token: Ask = {
    method: 'POST',
    path: `/pulse/${waveId}/token`,
    headers: { ...json, Cookie: cookie },
    body: JSON.stringify({ blinded }),
  }
  const response: Ask = {
    method: 'POST',
    path: `/pulse/${waveId}/response`,
    headers: json,
    body: answer,
  }
  return { page, token, response }
}

/** Twelve sites, an open wave, and so many people with a session, a blinded message and a sealed answer. */
export async function wave(db: Db, keyDir: string, size: number): Promise<Person[]> {
  const now = new Date()
  const ids: string[] = []
  await db.transaction().execute(async (trx) => {
    const company = { id: 'company', parentId: null, code: 'company', name: 'Garden' }
    await addUnit(trx, { ...company, kind: 'company' })
    for (let i = 0; i < SITES; i++) {
      const code = `site-${i}`
      await addUnit(trx, { id: code, parentId: 'company', code, name: code, kind: 'site' })
    }
    for (let i = 0; i < size; i++) {
      const person = { staffNumber: `S${i}`, name: `Person ${i}`, unitId: `site-${i % SITES}` }
      ids.push(await addEmployee(trx, { ...person, locale: 'en' }, now))
    }
  })
  return answerers(db, keyDir, await openWave(db, keyDir, now), ids, now)
}

/** Opens a wave for a week that asks the whole company; `onKey` hears of each key. */
export async function openWave(
  db: Db,
  keyDir: string,
  now: Date,
  onKey?: LaunchOptions['onKey'],
): Promise<string> {
  const closesAt = new Date(now.getTime() + 7 * 86_400_000)
  const options = onKey ? { onKey } : {}
  const launch = await launchWave(db, keyDir, survey('chain')!, closesAt, now, options)
  if (typeof launch === 'string') throw new Error(launch)
  return launch.waveId
}

/** These people of an open wave, each with a session, a blinded message and a sealed answer. */
export async function answerers(
  db: Db,
  keyDir: string,
  waveId: string,
  ids: readonly string[],
  now: Date,
): Promise<Person[]> {
  const groups = await db
    .selectFrom('pulse_eligible')
    .where('wave_id', '=', waveId)
    .select(['employee_id', 'group_id'])
    .execute()
  const groupOf = new Map(groups.map((each) => [each.employee_id, each.group_id]))
  const { sealKey } = JSON.parse((await manifestText(db, waveId))!) as Manifest
  const point = new Uint8Array(Buffer.from(sealKey, 'base64url'))

  const cookies: string[] = []
  await db.transaction().execute(async (trx) => {
    for (const id of ids) cookies.push(await cookieOf(trx, id, now))
  })
  const people: Person[] = []
  for (const [i, id] of ids.entries()) {
    const blinded = randomBytes(256)
    blinded[0]! &= 127
    const answer = await answerOf(keyDir, waveId, groupOf.get(id)!, point)
    people.push({ waveId, cookie: cookies[i]!, blinded: toBase64url(blinded), answer })
  }
  return people
}

/** Closes the wave that so many have answered; the seconds it took. Throws where anything was lost or doubled. */
export async function closedWhole(
  db: Db,
  keyDir: string,
  waveId: string,
  answers: number,
): Promise<number> {
  const started = performance.now()
  const outcome = await closeWave(db, keyDir, waveId, new Date())
  const seconds = (performance.now() - started) / 1000
  const report = await waveReport(db, waveId)
  if (outcome !== 'published' || typeof report === 'string') throw new Error(`closed: ${outcome}`)
  const { issued, redeemed, unreadable } = report.counts
  if (issued !== answers || redeemed !== answers || unreadable !== 0) {
    throw new Error(`of ${answers}: issued ${issued}, redeemed ${redeemed}, lost ${unreadable}`)
  }
  return seconds
}

async function answerOf(
  keyDir: string,
  waveId: string,
  group: string,
  point: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const token = randomBytes(32)
  const context = Buffer.from(contextOf(waveId, group))
  const signature = sign('sha384', Buffer.concat([token, context]), {
    key: signingKeyOf(keyDir, waveId, group)!.privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  })
  const signed = { token: toBase64url(token), signature: toBase64url(signature) }
  const envelope = await sealed(waveId, point, {
    group,
    ...signed,
    answers: { enps: 8, work_brings: 4 },
    comments: [{ question: 'comment', text: 'More light at the tills.', companyLevel: false }],
  })
  return JSON.stringify({
    ...signed,
    context: toBase64url(context),
    envelope: toBase64url(envelope),
    withdraw: toBase64url(await withdrawHash(newReceipt(), waveId)),
  })
}

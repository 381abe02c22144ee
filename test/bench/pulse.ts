import { constants, randomBytes, sign } from 'node:crypto'
import { startSession } from '../../app/auth/session.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { sealed } from '../../app/pulse/envelope.ts'
import { signingKeyOf } from '../../app/pulse/keys.server.ts'
import type { Manifest } from '../../app/pulse/manifest.ts'
import { newReceipt, withdrawHash } from '../../app/pulse/receipt.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { contextOf, toBase64url } from '../../app/pulse/token.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { manifestText } from '../../app/pulse/wave.server.ts'
import { connect, migrate, type Db } from '../../db/connect.ts'
import { folders, rate, same, Series, serve, type Ask } from './load.ts'
import { byCpu, median, row, seriesRow, show, showProfile } from './report.ts'

const ROUNDS = 5
const SITES = 12
/** Answers of one round; each person answers once. */
const ANSWERS = 240
const BARE = 8000
const PHASES = ['page', 'token', 'response'] as const

/**
 * A pulse answer in its three timed phases at 8 connections, against bare node:http answers. A phase that makes p answers
 * a second costs 1/p seconds, so an answer's rate is 1 / (1/page + 1/token + 1/response). Blinding and finalising are
 * the browser's work and off the clock: blinded messages are any numbers below the key, and tokens are signed plainly.
 */
export async function pulse(): Promise<void> {
  const { remove, ...dirs } = folders()
  const settings = readSettings(dirs)
  const db = await connect(settings)
  await migrate(db)
  const people = await wave(db, settings.keyDir, (ROUNDS + 2) * ANSWERS)
  await db.destroy()
  const bare = await serve('bare.ts')
  const server = await serve('server.ts', dirs)
  try {
    const asks = people.map((person) => phases(person, server.url))
    const times = { page: new Series(), token: new Series(), response: new Series() }
    const nothing = new Series()
    const round = async (into: typeof times, base: Series) => {
      const part = asks.splice(0, ANSWERS)
      await base.add(bare, same({ path: '/' }, BARE))
      for (const phase of PHASES) {
        await into[phase].add(
          server,
          part.map((each) => each[phase]),
        )
      }
    }
    await round({ page: new Series(), token: new Series(), response: new Series() }, new Series())
    for (let i = 0; i < ROUNDS; i++) await round(times, nothing)
    const answers = nothing.rates.map(
      (_, i) => 1 / sum(PHASES.map((phase) => 1 / times[phase].rates[i]!)),
    )
    show({
      name: 'pulse',
      aim: '≥',
      target: 0.0145,
      rounds: answers.map((each, i) => each / nothing.rates[i]!),
    })
    byCpu([sum(PHASES.map((phase) => median(times[phase].cpu)))], nothing.cpu)
    for (const phase of PHASES) seriesRow(phase, times[phase])
    row('an answer, the three together', answers, 'per s')
    seriesRow('bare node:http', nothing)
    const spent = PHASES.map((phase) => 1 / median(times[phase].rates))
    const shares = spent.map((each, i) => `${PHASES[i]} ${Math.round((100 * each) / sum(spent))} %`)
    console.log(`  of an answer's time: ${shares.join(', ')}`)
    const part = asks.splice(0, ANSWERS)
    for (const phase of PHASES) {
      const asked = part.map((each) => each[phase])
      showProfile(phase, await server.profile(() => rate(server.url, asked)))
    }
  } finally {
    await Promise.all([server.stop(), bare.stop()])
    remove()
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

interface Person {
  waveId: string
  cookie: string
  blinded: string
  answer: string
}

function phases({ waveId, cookie, blinded, answer }: Person, origin: string) {
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
async function wave(db: Db, keyDir: string, size: number): Promise<Person[]> {
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
  const closesAt = new Date(now.getTime() + 7 * 86_400_000)
  const launch = await launchWave(db, keyDir, survey('chain')!, closesAt, now)
  if (typeof launch === 'string') throw new Error(launch)
  const { waveId } = launch
  const groups = await db
    .selectFrom('pulse_eligible')
    .where('wave_id', '=', waveId)
    .select(['employee_id', 'group_id'])
    .execute()
  const groupOf = new Map(groups.map((each) => [each.employee_id, each.group_id]))
  const { sealKey } = JSON.parse((await manifestText(db, waveId))!) as Manifest
  const point = new Uint8Array(Buffer.from(sealKey, 'base64url'))

  const people: Person[] = []
  for (const id of ids) {
    const cookie = (await startSession(db, false, id, now)).split(';')[0]!
    const blinded = randomBytes(256)
    blinded[0]! &= 127
    const answer = await answerOf(keyDir, waveId, groupOf.get(id)!, point)
    people.push({ waveId, cookie, blinded: toBase64url(blinded), answer })
  }
  return people
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
    answers: { enps: 8, good_work: 4 },
    comments: [{ question: 'comment', text: 'More light at the tills.', companyLevel: false }],
  })
  return JSON.stringify({
    ...signed,
    context: toBase64url(context),
    envelope: toBase64url(envelope),
    withdraw: toBase64url(await withdrawHash(newReceipt(), waveId)),
  })
}

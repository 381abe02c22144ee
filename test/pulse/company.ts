import { constants, randomBytes, sign } from 'node:crypto'
import path from 'node:path'
import type { Db } from '../../db/connect.ts'
import { type SealedComment, sealed } from '../../app/pulse/envelope.ts'
import { signingKeyOf } from '../../app/pulse/keys.server.ts'
import type { Manifest } from '../../app/pulse/manifest.ts'
import { newReceipt, withdrawHash } from '../../app/pulse/receipt.ts'
import { issueToken, type PostedResponse } from '../../app/pulse/response.server.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { contextOf, toBase64url } from '../../app/pulse/token.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { manifestText, myPart } from '../../app/pulse/wave.server.ts'
import { addEmployee, grantRole } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { TestDatabase } from '../support/database.ts'

export const NOON = new Date('2026-03-02T12:00:00Z')
export const LATER = new Date('2026-03-03T12:00:00Z')
export const CLOSING = new Date('2026-03-16T18:00:00Z')
export const AFTER = new Date('2026-03-16T18:00:01Z')

/** A company with sites of these sizes, a leader in each; returns everybody's id by site. */
export async function companyOf(db: Db, sites: Record<string, number>) {
  await addUnit(db, {
    id: 'company',
    parentId: null,
    code: '0',
    name: 'Garden',
    kind: 'company',
  })
  const people: Record<string, string[]> = {}
  let number = 0
  for (const [site, size] of Object.entries(sites)) {
    await addUnit(db, { id: site, parentId: 'company', code: site, name: site, kind: 'site' })
    people[site] = []
    for (let i = 0; i < size; i++) {
      const who = { staffNumber: `S${++number}`, name: `Person ${number}`, unitId: site }
      people[site].push(await addEmployee(db, { ...who, locale: 'en' }, NOON))
    }
  }
  return people
}

export async function leads(db: Db, employeeId: string, unitId: string): Promise<void> {
  await grantRole(db, employeeId, 'leader', unitId)
}

export function keyDirOf(database: TestDatabase): string {
  return path.join(database.dataDir, 'keys')
}

export async function launched(db: Db, keyDir: string, closesAt = CLOSING): Promise<string> {
  const launch = await launchWave(db, keyDir, survey('chain')!, closesAt, NOON)
  if (typeof launch === 'string') throw new Error(launch)
  return launch.waveId
}

export interface Said {
  answers?: Record<string, number>
  comments?: SealedComment[]
}

/** A good answer of a group, its token signed without blinding. */
export async function answerOf(
  db: Db,
  keyDir: string,
  waveId: string,
  group: string,
  said: Said = {},
  receipt = newReceipt(),
): Promise<PostedResponse> {
  const token = randomBytes(32)
  const context = Buffer.from(contextOf(waveId, group))
  const signature = sign('sha384', Buffer.concat([token, context]), {
    key: signingKeyOf(keyDir, waveId, group)!.privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  })
  const manifest = JSON.parse((await manifestText(db, waveId))!) as Manifest
  const point = new Uint8Array(Buffer.from(manifest.sealKey, 'base64url'))
  const envelope = await sealed(waveId, point, {
    group,
    token: toBase64url(token),
    signature: toBase64url(signature),
    answers: said.answers ?? {},
    comments: said.comments ?? [],
  })
  return {
    token,
    signature,
    context,
    envelope: Buffer.from(envelope),
    withdraw: Buffer.from(await withdrawHash(receipt, waveId)),
  }
}

/** The person's token is issued (for a message of nobody), and an answer of their group is made. */
export async function answerBy(
  db: Db,
  keyDir: string,
  waveId: string,
  employeeId: string,
  said: Said = {},
): Promise<PostedResponse> {
  const blinded = blindedMessage()
  const issued = await issueToken(db, keyDir, waveId, employeeId, toBase64url(blinded), LATER)
  if (typeof issued === 'string') throw new Error(issued)
  const mine = await myPart(db, waveId, employeeId)
  return answerOf(db, keyDir, waveId, mine!.group, said)
}

/** Any number below every modulus of 2048 bits. */
export function blindedMessage(): Buffer {
  const blinded = randomBytes(256)
  blinded[0]! &= 127
  return blinded
}

import { constants, randomBytes, sign } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { threadFor } from '../pulse/acting/thread.client.ts'
import { closeWave } from '../pulse/close.server.ts'
import { type Contents, sealed } from '../pulse/envelope.ts'
import { signingKeyOf } from '../pulse/keys.server.ts'
import type { Manifest } from '../pulse/manifest.ts'
import { newReceipt, withdrawHash } from '../pulse/receipt.ts'
import { issueToken, type PostedResponse, storeResponse } from '../pulse/response.server.ts'
import { survey } from '../pulse/survey.server.ts'
import { contextOf, RSA_BYTES, SALT_BYTES, toBase64url, TOKEN_BYTES } from '../pulse/token.ts'
import { launchWave } from '../pulse/launch.server.ts'
import { manifestText, myPart } from '../pulse/wave.server.ts'
import { moment } from './day.ts'
import type { Made } from './people.server.ts'
import { launchFirstRound } from './rounds.server.ts'
import { WAVES } from './truth.ts'
import type { WaveAnswer } from './waves.ts'

const COMMENT = 'comment'

/** All waves at once: their keys are made in threads while the caller does something else. */
export function launchWaves(db: Db, keyDir: string, now: Date): Promise<string[]> {
  return Promise.all(
    WAVES.map(async ({ launched, closed, survey: id }) => {
      const asked = survey(id)
      if (!asked) throw new Error(`there is no survey ${id} in the content`)
      const opensAt = moment(now, launched)
      const closesAt = moment(now, closed, 17 * 60)
      if (closed <= 0) return launchFirstRound(db, keyDir, id, opensAt, closesAt)
      const launch = await launchWave(db, keyDir, asked, closesAt, opensAt)
      if (typeof launch === 'string') throw new Error(`the demo's wave: ${launch}`)
      return launch.waveId
    }),
  )
}

/** Takes a token for everybody who answers and stores their sealed answers; closes the wave where its time is past. */
export async function fillWave(
  db: Db,
  keyDir: string,
  waveId: string,
  wave: number,
  said: readonly WaveAnswer[],
  made: Made,
  now: Date,
  alive: () => Promise<void>,
): Promise<void> {
  const { launched, closed } = WAVES[wave]!
  const during = moment(now, launched - 1)
  const manifest = JSON.parse((await manifestText(db, waveId))!) as Manifest
  const sealKey = new Uint8Array(Buffer.from(manifest.sealKey, 'base64url'))

  const posted: { employee: string; response: PostedResponse }[] = []
  for (let start = 0; start < said.length; start += AT_ONCE) {
    const some = said.slice(start, start + AT_ONCE).map(async (one) => {
      const employee = made.people.get(one.staffNumber)!
      const part = await myPart(db, waveId, employee)
      const response = await responseOf(keyDir, waveId, part!.group, sealKey, one)
      return { employee, response }
    })
    posted.push(...(await Promise.all(some)))
    await alive()
  }
  await db.transaction().execute(async (trx) => {
    for (const { employee, response } of posted) {
      const blinded = toBase64url(blindedMessage())
      const issued = await issueToken(trx, keyDir, waveId, employee, blinded, during)
      if (typeof issued === 'string') throw new Error(`the demo's token: ${issued}`)
      const stored = await storeResponse(trx, waveId, response, during)
      if (stored !== 'stored') throw new Error(`the demo's answer: ${stored}`)
    }
  })
  await alive()
  if (closed <= 0) return
  const ended = await closeWave(db, keyDir, waveId, moment(now, closed, 17 * 60 + 1))
  if (ended !== 'published') throw new Error(`the demo's closed wave: ${ended}`)
}

/** Envelopes sealed at the same time. */
const AT_ONCE = 40

/** The token is signed with the group's key itself: blinding is the browser's work, and takes a second each. */
async function responseOf(
  keyDir: string,
  waveId: string,
  group: string,
  sealKey: Uint8Array<ArrayBuffer>,
  { answers, comment }: WaveAnswer,
): Promise<PostedResponse> {
  const key = signingKeyOf(keyDir, waveId, group)
  if (!key) throw new Error("a demo wave's key is missing from KEY_DIR")
  const token = randomBytes(TOKEN_BYTES)
  const context = Buffer.from(contextOf(waveId, group))
  const signature = sign('sha384', Buffer.concat([token, context]), {
    key: key.privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: SALT_BYTES,
  })
  const receipt = newReceipt()
  const thread = comment ? await threadFor(receipt, waveId, COMMENT) : undefined
  const contents: Contents = {
    group,
    token: toBase64url(token),
    signature: toBase64url(signature),
    answers,
    comments: comment ? [{ question: COMMENT, text: comment, companyLevel: false, ...thread }] : [],
  }
  return {
    token,
    signature,
    context,
    envelope: Buffer.from(await sealed(waveId, sealKey, contents)),
    withdraw: Buffer.from(await withdrawHash(receipt, waveId)),
  }
}

/** Any number below every modulus of 2048 bits. */
function blindedMessage(): Buffer {
  const blinded = randomBytes(RSA_BYTES)
  blinded[0]! &= 127
  return blinded
}

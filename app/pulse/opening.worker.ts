import { randomInt } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { isThreadKey } from './acting/reply-box.server.ts'
import { opened, type SealKey } from './envelope.server.ts'
import { auditReport } from './audit.ts'
import { publishReport } from './publish.ts'
import type { CompanyCounts, FrozenWave } from './report.ts'
import { type Answer, fitting } from './survey.ts'
import { decoded, publicKeyOf, sha256Of, tokenIsValid } from './token.server.ts'
import { contextOf, messageOf, RSA_BYTES, TOKEN_BYTES } from './token.ts'

/**
 * The only place where answers are ever in clear: the memory of this thread, from the last batch to the report.
 * Envelopes come in batches; `counts` asks for the report and ends it.
 */

export interface OpeningData {
  wave: FrozenWave
  seal: SealKey
  keys: { group: string; spki: string }[]
}
export type Batch = { spent: Uint8Array; envelope: Uint8Array }[]
export type Asked = { batch: Batch } | { counts: Omit<CompanyCounts, 'unreadable'> }

const { wave, seal, keys } = workerData as OpeningData
const sealKey = { secret: Buffer.from(seal.secret), point: Buffer.from(seal.point) }
const verifiers = new Map(
  keys.map(({ group, spki }) => [group, publicKeyOf(Buffer.from(spki, 'base64url'))]),
)
const answers: Answer[] = []
let unreadable = 0

parentPort!.on('message', (asked: Asked) => {
  if ('batch' in asked) {
    for (const { spent, envelope } of asked.batch) {
      const answer = answerIn(Buffer.from(envelope), Buffer.from(spent))
      if (answer) answers.push(answer)
      else unreadable++
    }
    parentPort!.postMessage(null)
    return
  }
  const random = () => randomInt(2 ** 47) / 2 ** 47
  const report = publishReport(wave, answers, { ...asked.counts, unreadable }, random)
  const faults = report === 'too-few' ? [] : auditReport(wave, report)
  if (faults.length > 0) throw new Error(`the report failed its audit: ${faults.join('; ')}`)
  parentPort!.postMessage(report)
})

/** Null for an envelope that does not open, does not fit the questions, or is not of the token it lies with. */
function answerIn(envelope: Buffer, spent: Buffer): Answer | null {
  const contents = fitting(wave.questions, opened(wave.id, sealKey, envelope))
  if (!contents) return null
  const { group, answers, comments } = contents
  const key = verifiers.get(group)
  const token = decoded(contents.token, TOKEN_BYTES)
  const signature = decoded(contents.signature, RSA_BYTES)
  if (!key || !token || !signature) return null
  const message = messageOf(token, contextOf(wave.id, group))
  if (!sha256Of(message).equals(spent) || !tokenIsValid(key, message, signature)) return null
  return { group, answers, comments: comments.map(answerable) }
}

/** A comment whose key is none is shown like any other, and cannot be answered. */
function answerable(comment: Answer['comments'][number]): Answer['comments'][number] {
  const { question, text, companyLevel, key } = comment
  return key !== undefined && isThreadKey(key) ? comment : { question, text, companyLevel }
}

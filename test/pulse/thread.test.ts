import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { decoy, isThreadKey, sealedReply } from '../../app/pulse/acting/reply-box.server.ts'
import { openedReply, threadFor } from '../../app/pulse/acting/thread.client.ts'
import {
  BOX_BYTES,
  REPLY_BYTES,
  THREAD,
  THREAD_KEY,
  threadSeed,
} from '../../app/pulse/acting/thread.ts'
import { newSealKey, opened } from '../../app/pulse/envelope.server.ts'
import { COMMENT_BYTES, ENVELOPE_BYTES, sealed } from '../../app/pulse/envelope.ts'
import { newReceipt, withdrawHash, withdrawSecret } from '../../app/pulse/receipt.ts'
import { fitting, MOST_COMMENTS, MOST_QUESTIONS, Survey } from '../../app/pulse/survey.ts'
import { fromBase64url, toBase64url } from '../../app/pulse/token.ts'

const WAVE = '0c7a1f8e-2f0a-4d7b-9a55-2f1f6f3a7c11'
const OTHER = 'b1e6f1b4-6a0e-4b54-8f0e-6f3e9f0a1d22'
const REPLY = { text: 'Новое зеркало — в четверг. מראה חדשה 🪞', by: 'Лев', on: '2026-03-20' }

test('a reply opens with the receipt the comment was written under, and with nothing else', async () => {
  const receipt = newReceipt()
  const thread = await threadFor(receipt, WAVE, 'comment')
  const box = toBase64url(await sealedReply(WAVE, thread, REPLY))
  expect(await openedReply(receipt, WAVE, 'comment', box)).toEqual(REPLY)
  expect(await openedReply(newReceipt(), WAVE, 'comment', box)).toBeNull()
  expect(await openedReply(receipt, OTHER, 'comment', box)).toBeNull()
  expect(await openedReply(receipt, WAVE, 'other', box)).toBeNull()
  const bytes = fromBase64url(box)!
  for (const at of [0, 1, 40, 66, 1000, bytes.length - 1]) {
    const changed = bytes.slice()
    changed[at]! ^= 1
    expect(await openedReply(receipt, WAVE, 'comment', toBase64url(changed))).toBeNull()
  }
})

test('a thread’s private number is 48 derived bytes modulo n − 1, plus one, and its key that point', async () => {
  const receipt = new Uint8Array(16).fill(7)
  const n = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
  const seed = Buffer.from(await threadSeed(receipt, WAVE, 'comment'))
  const secret = (BigInt(`0x${seed.toString('hex')}`) % (n - 1n)) + 1n
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(Buffer.from(secret.toString(16).padStart(64, '0'), 'hex'))
  const { key } = await threadFor(receipt, WAVE, 'comment')
  expect(key).toBe(ecdh.getPublicKey('base64url', 'compressed'))
})

test('whatever a receipt gives, no two values of it meet: nothing ties two comments, or a comment to a response', async () => {
  const receipt = newReceipt()
  const first = await threadFor(receipt, WAVE, 'comment')
  const second = await threadFor(receipt, WAVE, 'other')
  const elsewhere = await threadFor(receipt, OTHER, 'comment')
  const values = [
    ...[first, second, elsewhere].flatMap(({ thread, key }) => [thread, key]),
    toBase64url(await withdrawSecret(receipt, WAVE)),
    toBase64url(await withdrawHash(receipt, WAVE)),
    toBase64url(receipt),
  ]
  expect(new Set(values).size).toBe(values.length)
  expect(await threadFor(receipt, WAVE, 'comment')).toEqual(first)
})

test('every box is 2,048 bytes long: an empty one, a full one, and one that is none', async () => {
  const thread = await threadFor(newReceipt(), WAVE, 'comment')
  const full = { ...REPLY, text: 'א'.repeat(REPLY_BYTES / 2), by: '"'.repeat(60) }
  const boxes = [
    await sealedReply(WAVE, thread, { ...REPLY, text: '' }),
    await sealedReply(WAVE, thread, full),
    decoy('a secret', WAVE, 0).box,
  ]
  for (const box of boxes) {
    expect(box.length).toBe(BOX_BYTES)
    expect(box[0]).toBe(1)
    // A point of the curve in all of them: one that were none would be known for what it is.
    expect(isThreadKey(box.subarray(1, 66).toString('base64url'))).toBe(true)
  }
  const over = { ...REPLY, text: `${full.text}.` }
  await expect(sealedReply(WAVE, thread, over)).rejects.toThrow('does not fit')
  expect(decoy('a secret', WAVE, 3)).toEqual(decoy('a secret', WAVE, 3))
  expect(decoy('a secret', WAVE, 3)).not.toEqual(decoy('a secret', WAVE, 4))
  expect(toBase64url(decoy('a secret', WAVE, 3).thread)).toMatch(THREAD)
})

test('the longest survey fits its envelope with every comment full and every thread in it', async () => {
  const receipt = newReceipt()
  const id = (i: number) =>
    `q${String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26))}`.padEnd(24, '_')
  const questions = Array.from({ length: MOST_QUESTIONS }, (_, i) => ({
    id: id(i),
    kind:
      i < MOST_COMMENTS ? ('comment' as const) : i === 39 ? ('enps' as const) : ('item' as const),
  }))
  const text = '"\\\u0001\n'.repeat(COMMENT_BYTES / 4 / MOST_COMMENTS)
  const comments = await Promise.all(
    questions.slice(0, MOST_COMMENTS).map(async ({ id: question }) => ({
      ...{ question, text, companyLevel: false },
      ...(await threadFor(receipt, WAVE, question)),
    })),
  )
  const contents = {
    group: OTHER,
    token: toBase64url(new Uint8Array(32).fill(255)),
    signature: toBase64url(new Uint8Array(256).fill(255)),
    answers: Object.fromEntries(
      questions.slice(MOST_COMMENTS).map(({ id, kind }) => [id, kind === 'enps' ? 10 : 5]),
    ),
    comments,
  }
  const key = newSealKey()
  const envelope = Buffer.from(await sealed(WAVE, new Uint8Array(key.point), contents))
  expect(envelope.length).toBe(ENVELOPE_BYTES)
  const back = opened(WAVE, key, envelope)
  expect(back).toEqual(contents)
  expect(fitting(questions, back)).not.toBeNull()

  const words = { en: 'x', ru: 'x', he: 'x' }
  const asked = (kinds: string[]) =>
    Survey.safeParse({
      ...{ id: 'long', version: 1, title: words },
      questions: kinds.map((kind, i) => ({ id: id(i), kind, text: words })),
    }).success
  expect(asked(Array.from({ length: MOST_COMMENTS }, () => 'comment'))).toBe(true)
  expect(asked(Array.from({ length: MOST_COMMENTS + 1 }, () => 'comment'))).toBe(false)
})

test('a comment comes with a thread and its key, or with neither, and each of its own form', async () => {
  const { thread, key } = await threadFor(newReceipt(), WAVE, 'comment')
  expect(thread).toMatch(THREAD)
  expect(key).toMatch(THREAD_KEY)
  const fits = (more: object) =>
    fitting([{ id: 'comment', kind: 'comment' }], {
      ...{ group: 'g', token: 't', signature: 's', answers: {} },
      comments: [{ question: 'comment', text: 'More light', companyLevel: false, ...more }],
    }) !== null
  expect(fits({})).toBe(true)
  expect(fits({ thread, key })).toBe(true)
  expect(fits({ thread })).toBe(false)
  expect(fits({ key })).toBe(false)
  expect(fits({ thread: `${thread}A`, key })).toBe(false)
  expect(fits({ thread, key: `B${key.slice(1)}` })).toBe(false)
  expect(fits({ thread, key: `${key}AA` })).toBe(false)
  // About half of all numbers are the x of a point.
  const points = Array.from({ length: 40 }, (_, i) =>
    isThreadKey(toBase64url(Uint8Array.of(2, ...new Uint8Array(31), i))),
  )
  expect(new Set(points)).toEqual(new Set([true, false]))
})

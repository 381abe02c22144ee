import { constants, createECDH, publicEncrypt, randomBytes, sign } from 'node:crypto'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { expect, test } from 'vitest'
import { newSealKey, opened } from '../../app/pulse/envelope.server.ts'
import {
  COMMENT_BYTES,
  commentBytes,
  type Contents,
  ENVELOPE_BYTES,
  sealed,
} from '../../app/pulse/envelope.ts'
import {
  canonical,
  codeWords,
  keyIsInManifest,
  keyTree,
  type Manifest,
  readManifest,
  waveCode,
} from '../../app/pulse/manifest.ts'
import {
  newReceipt,
  receiptFromWords,
  receiptWords,
  withdrawHash,
  withdrawSecret,
} from '../../app/pulse/receipt.ts'
import {
  blindSign,
  decoded,
  newSigningKey,
  publicKeyOf,
  sha256Of,
  spkiOf,
  tokenIsValid,
} from '../../app/pulse/token.server.ts'
import { contextOf, fromBase64url, messageOf, toBase64url } from '../../app/pulse/token.ts'
import { fromWords, toWords } from '../../app/pulse/words.ts'

const WAVE = '0c7a1f8e-2f0a-4d7b-9a55-2f1f6f3a7c11'
const GROUP = 'b1e6f1b4-6a0e-4b54-8f0e-6f3e9f0a1d22'

test('a browser gets its token signed without the server ever seeing it', async () => {
  const suite = RSABSSA.SHA384.PSS.Randomized()
  const key = await newSigningKey()
  const imported = await crypto.subtle.importKey(
    'spki',
    new Uint8Array(spkiOf(key)),
    { name: 'RSA-PSS', hash: 'SHA-384' },
    true,
    ['verify'],
  )
  const context = contextOf(WAVE, GROUP)
  const message = suite.prepare(context)
  const { blindedMsg, inv } = await suite.blind(imported, message)
  const blindSignature = blindSign(key, blindedMsg)!
  const signature = await suite.finalize(imported, message, blindSignature, inv)

  expect(tokenIsValid(publicKeyOf(spkiOf(key)), message, signature)).toBe(true)
  expect(messageOf(message.slice(0, 32), context)).toEqual(new Uint8Array(message))
  expect(Buffer.from(blindSignature).equals(Buffer.from(signature))).toBe(false)
  expect(blindSign(key, blindedMsg)!.equals(blindSignature)).toBe(true)
})

test('a signature counts for its own group, its own token and its own salt length only', async () => {
  const [key, other] = await Promise.all([newSigningKey(), newSigningKey()])
  const message = messageOf(randomBytes(32), contextOf(WAVE, GROUP))
  const signature = signed(message, key.privateKey, 48)
  expect(tokenIsValid(key.publicKey, message, signature)).toBe(true)
  expect(tokenIsValid(other.publicKey, message, signature)).toBe(false)
  expect(tokenIsValid(key.publicKey, flipped(message), signature)).toBe(false)
  expect(tokenIsValid(key.publicKey, message, flipped(signature))).toBe(false)
  expect(tokenIsValid(key.publicKey, message, signed(message, key.privateKey, 32))).toBe(false)
  expect(tokenIsValid(key.publicKey, message, signature.subarray(1))).toBe(false)
})

test('a blinded message that is short, long, too large or trivial is not signed', async () => {
  const key = await newSigningKey()
  const below = Buffer.from(key.modulus)
  // The first byte of a modulus is at least 128; its last may be 1.
  below[0]! -= 1
  const number = (last: number) => Buffer.concat([Buffer.alloc(255), Buffer.of(last)])
  for (const bad of [
    Buffer.alloc(0),
    Buffer.alloc(255, 7),
    Buffer.alloc(257, 7),
    key.modulus,
    Buffer.alloc(256, 255),
    number(0),
    number(1),
  ]) {
    expect(blindSign(key, bad)).toBeNull()
  }
  const signature = blindSign(key, below)!
  const padding = constants.RSA_NO_PADDING
  expect(publicEncrypt({ key: key.publicKey, padding }, signature).equals(below)).toBe(true)
})

const CONTENTS: Contents = {
  group: GROUP,
  token: toBase64url(new Uint8Array(32)),
  signature: toBase64url(new Uint8Array(256)),
  answers: { enps: 9, can_grow: 4 },
  comments: [{ question: 'comment', text: 'Свет в подсобке. אור במחסן 💡', companyLevel: true }],
}

test('a sealed answer opens with the seal key to what was put in', async () => {
  const key = newSealKey()
  const envelope = Buffer.from(await sealed(WAVE, new Uint8Array(key.point), CONTENTS))
  expect(opened(WAVE, key, envelope)).toEqual(CONTENTS)
})

test('every envelope has the same size, the emptiest and the fullest', async () => {
  const key = newSealKey()
  const point = new Uint8Array(key.point)
  const empty = { ...CONTENTS, answers: {}, comments: [] }
  // Quotes, back-slashes and control characters are what JSON would make longer.
  const text = '"\\\u0001\n'.repeat(COMMENT_BYTES / 4)
  const full = {
    ...CONTENTS,
    answers: Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`question_${String(i).padStart(15, 'x')}`, 10]),
    ),
    comments: [{ question: 'comment', text, companyLevel: false }],
  }
  expect(commentBytes(full.comments)).toBe(6000)
  for (const contents of [empty, full]) {
    const envelope = Buffer.from(await sealed(WAVE, point, contents))
    expect(envelope.length).toBe(ENVELOPE_BYTES)
    expect(opened(WAVE, key, envelope)).toEqual(contents)
  }
  const over = [{ question: 'comment', text: `${text}א`, companyLevel: false }]
  await expect(sealed(WAVE, point, { ...CONTENTS, comments: over })).rejects.toThrow('6,000')
})

test('an envelope of another key or wave, cut short or changed by one bit stays shut', async () => {
  const key = newSealKey()
  const envelope = Buffer.from(await sealed(WAVE, new Uint8Array(key.point), CONTENTS))
  expect(opened(WAVE, newSealKey(), envelope)).toBeNull()
  expect(opened(GROUP, key, envelope)).toBeNull()
  expect(opened(WAVE, key, envelope.subarray(0, -1))).toBeNull()
  for (const at of [0, 1, 40, 66, 4000, envelope.length - 1]) {
    const changed = Buffer.from(envelope)
    changed[at]! ^= 1
    expect(opened(WAVE, key, changed)).toBeNull()
  }
})

test('a seal key whose number begins with zeros is still 32 bytes', () => {
  for (let i = 0; i < 600; i++) {
    const key = newSealKey()
    const again = createECDH('prime256v1')
    again.setPrivateKey(key.secret)
    expect(key.secret.length).toBe(32)
    expect(again.getPublicKey().equals(key.point)).toBe(true)
  }
})

function manifest(groups: { id: string; eligible: number }[], keysRoot: string): Manifest {
  return {
    protocol: 'zveno-pulse-1',
    wave: WAVE,
    survey: { id: 'chain', version: 1, title: { en: 'a', ru: 'б', he: 'ג' }, questions: [] },
    thresholds: { cell: 6, detail: 10 },
    groups,
    rareLanguages: [],
    sealKey: '',
    keysRoot,
    closesAt: 1,
  }
}

test('each group finds its key in the manifest, whatever the number of groups', async () => {
  for (const count of [1, 2, 3, 5, 8, 13]) {
    const keys = Array.from({ length: count }, (_, i) => ({
      group: `group-${String(i).padStart(2, '0')}`,
      spki: `key-${i}`,
    }))
    const { root, paths } = await keyTree(keys)
    const groups = keys.map((key) => ({ id: key.group, eligible: 6 }))
    const frozen = manifest(groups, root)
    for (const [i, key] of keys.entries()) {
      expect(await keyIsInManifest(frozen, { ...key, path: paths[i]! })).toBe(true)
      const forged = { ...key, spki: 'made for one person', path: paths[i]! }
      expect(await keyIsInManifest(frozen, forged)).toBe(false)
      const longer = { ...key, path: [...paths[i]!, toBase64url(new Uint8Array(32))] }
      expect(await keyIsInManifest(frozen, longer)).toBe(false)
      if (count > 1) {
        const next = (i + 1) % count
        expect(await keyIsInManifest(frozen, { ...key, path: paths[next]! })).toBe(false)
      }
    }
  }
})

test('a second key for a group, hidden in a leaf of its own, does not pass', async () => {
  const keys = [
    { group: 'a', spki: 'the key of everyone' },
    { group: 'a', spki: 'the key of one person' },
  ]
  const { root, paths } = await keyTree(keys)
  const doubled = manifest(
    [
      { id: 'a', eligible: 6 },
      { id: 'a', eligible: 6 },
    ],
    root,
  )
  expect(readManifest(canonical(doubled))).toBeNull()
  const single = manifest([{ id: 'a', eligible: 6 }], root)
  expect(await keyIsInManifest(single, { ...keys[1]!, path: paths[1]! })).toBe(false)
})

test('the wave code is eight words, other words for any other manifest, and the same number in each language', async () => {
  const text = canonical(manifest([{ id: 'a', eligible: 6 }], 'root'))
  const code = await waveCode(text)
  const other = await waveCode(canonical(manifest([{ id: 'a', eligible: 7 }], 'root')))
  expect(codeWords(code, 'en')).toHaveLength(8)
  expect(codeWords(code, 'en')).not.toEqual(codeWords(other, 'en'))
  for (const language of ['en', 'ru', 'he'] as const) {
    expect(fromWords(codeWords(code, language).join(' '))).toEqual(code)
  }
})

test('a manifest has one spelling, and any other is refused', () => {
  const frozen = manifest([{ id: 'a', eligible: 6 }], 'root')
  const text = canonical(frozen)
  expect(text).toBe(canonical(JSON.parse(text)))
  expect(readManifest(text)).toEqual(frozen)
  expect(readManifest(JSON.stringify(frozen))).toBeNull()
  expect(readManifest(`${text} `)).toBeNull()
  expect(readManifest('{"protocol":"other"}')).toBeNull()
})

test('each language has 256 different words', () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i)
  for (const language of ['en', 'ru', 'he'] as const) {
    const words = toWords(all, language)
    expect(new Set(words).size).toBe(256)
    expect(fromWords(words.join(', '))).toEqual(all)
  }
})

test('a receipt can be written down as words and gives the same withdraw secret', async () => {
  const receipt = newReceipt()
  const words = receiptWords(receipt, 'he')
  expect(words).toHaveLength(16)
  const again = receiptFromWords(words.join('  '))!
  expect(await withdrawSecret(again, WAVE)).toEqual(await withdrawSecret(receipt, WAVE))
  const secret = await withdrawSecret(receipt, WAVE)
  expect(Buffer.from(await withdrawHash(receipt, WAVE))).toEqual(sha256Of(secret))
  expect(await withdrawSecret(receipt, GROUP)).not.toEqual(secret)
  expect(receiptFromWords(words.slice(1).join(' '))).toBeNull()
  expect(receiptFromWords('nothing of ours')).toBeNull()
})

test('base64url has one spelling of every value', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = new Uint8Array(randomBytes(length))
    const text = toBase64url(bytes)
    expect(text).toBe(Buffer.from(bytes).toString('base64url'))
    expect(fromBase64url(text)).toEqual(bytes)
    expect(decoded(text, length)).toEqual(Buffer.from(bytes))
  }
  for (const bad of ['AB', 'A', 'AA==', 'A+', 'A/', 'é', ' AA', 'AAAAA']) {
    expect(fromBase64url(bad)).toBeNull()
    expect(decoded(bad, 1)).toBeNull()
  }
})

function signed(message: Uint8Array, key: Parameters<typeof sign>[2] & object, saltLength: number) {
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return sign('sha384', message, { key: key as never, padding, saltLength })
}

function flipped(bytes: Uint8Array): Buffer {
  const changed = Buffer.from(bytes)
  changed[3]! ^= 1
  return changed
}

import { constants, publicEncrypt, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { blindSignature } from '../../app/pulse/signing.server.ts'
import { blindSign, newSigningKey } from '../../app/pulse/token.server.ts'

function message(): Buffer {
  const bytes = randomBytes(256)
  bytes[0]! &= 127
  return bytes
}

test('tokens asked for at the same moment are each signed with the key of their own group', async () => {
  const keys = await Promise.all([newSigningKey(), newSigningKey()])
  const messages = Array.from({ length: 20 }, message)
  const keyOf = (i: number) => keys[i % 2]!
  const signatures = await Promise.all(messages.map((each, i) => blindSignature(keyOf(i), each)))
  for (const [i, signature] of signatures.entries()) {
    expect(signature.equals(blindSign(keyOf(i), messages[i]!)!)).toBe(true)
  }
})

test('a signature that does not verify never leaves the server, and its neighbours get theirs', async () => {
  const [key, other] = await Promise.all([newSigningKey(), newSigningKey()])
  // As a fault in the arithmetic would look: what was signed does not fit the public key.
  const faulty = { ...key, publicKey: other.publicKey }
  const messages = [message(), message(), message()]
  const [first, broken, last] = await Promise.allSettled([
    blindSignature(key, messages[0]!),
    blindSignature(faulty, messages[1]!),
    blindSignature(key, messages[2]!),
  ])
  expect(broken).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('its own verification') },
  })
  const padding = constants.RSA_NO_PADDING
  for (const [i, outcome] of [first, last].entries()) {
    if (outcome.status !== 'fulfilled') throw new Error('a neighbour was refused')
    const again = publicEncrypt({ key: key.publicKey, padding }, outcome.value)
    expect(again.equals(messages[i * 2]!)).toBe(true)
  }
})

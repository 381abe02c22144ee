import { expect, test } from 'vitest'
import { seal, unseal } from '../../../app/nps/webhooks/seal.server.ts'
import { typedSecret } from '../../../app/nps/webhooks/secret.server.ts'
import {
  newSecret,
  secretBytes,
  signatureFault,
} from '../../../app/nps/webhooks/signature.server.ts'
import { PORTAL_SECRET } from './tools.ts'

/** The test of the reference libraries of Standard Webhooks. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const BODY = '{"test": 2432232314}'
const AT = 1614265330
const RIGHT = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
const HEADERS = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': String(AT),
  'webhook-signature': RIGHT,
}

function standard(
  headers: Record<string, string> = {},
  { body = BODY, secrets = [SECRET], now = AT } = {},
) {
  const sent: Record<string, string> = { ...HEADERS, ...headers }
  const header = (name: string) => sent[name] || undefined
  return signatureFault('plain', Buffer.from(body), header, secrets, new Date(now * 1000))
}

test('the signature of the specification’s own example is right, with and without the prefix of its secret', () => {
  expect(standard()).toBeNull()
  expect(standard({}, { secrets: [SECRET.slice(6)] })).toBeNull()
})

test('one letter less in body, id, time or signature, or another secret, is refused', () => {
  expect(standard({}, { body: `${BODY} ` })).toBe('signature')
  expect(standard({ 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJe' })).toBe('signature')
  expect(standard({ 'webhook-timestamp': String(AT + 1) })).toBe('signature')
  expect(standard({ 'webhook-signature': RIGHT.replace('g0h', 'h0h') })).toBe('signature')
  expect(standard({ 'webhook-signature': RIGHT.slice(0, -5) })).toBe('signature')
  expect(standard({}, { secrets: [newSecret()] })).toBe('signature')
  for (const name of Object.keys(HEADERS)) expect(standard({ [name]: '' })).toBe('unsigned')
})

test('of several signatures one right one is enough, and other versions than v1 do not count', () => {
  const other = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='
  expect(standard({ 'webhook-signature': `${other} ${RIGHT}` })).toBeNull()
  expect(standard({ 'webhook-signature': `v1a,${'A'.repeat(86)}== ${RIGHT}` })).toBeNull()
  expect(standard({ 'webhook-signature': other })).toBe('signature')
  expect(standard({ 'webhook-signature': RIGHT.replace('v1,', 'v2,') })).toBe('signature')
  expect(standard({ 'webhook-signature': RIGHT.replace('v1,', '') })).toBe('signature')
})

test('a delivery may be five minutes old or ahead, and not a second more', () => {
  for (const apart of [-300, 300]) expect(standard({}, { now: AT + apart })).toBeNull()
  for (const apart of [-301, 301]) expect(standard({}, { now: AT + apart })).toBe('clock')
})

test('Typeform and Delighted sign the body alone, one in base64 and one in hex', () => {
  // RFC 4231, test case 2.
  const [key, body] = ['Jefe', Buffer.from('what do ya want for nothing?')]
  const hex = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
  const base64 = 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM='
  const check = (kind: 'typeform' | 'delighted', sent: string | undefined, text = body) =>
    signatureFault(kind, text, () => sent, ['other', key], new Date(0))
  expect(check('delighted', `sha256=${hex}`)).toBeNull()
  expect(check('typeform', `sha256=${base64}`)).toBeNull()
  expect(check('delighted', `sha256=${base64}`)).toBe('signature')
  expect(check('typeform', `sha256=${hex}`)).toBe('signature')
  for (const kind of ['typeform', 'delighted'] as const) {
    expect(check(kind, undefined)).toBe('unsigned')
    expect(check(kind, 'sha256=')).toBe('signature')
    expect(check(kind, `sha256=${kind === 'typeform' ? base64 : hex}`, Buffer.from('x'))).toBe(
      'signature',
    )
  }
})

test('a secret made here is new each time and one of Standard Webhooks', () => {
  const [one, other] = [newSecret(), newSecret()]
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(one).not.toBe(other)
  expect(secretBytes(one)).toHaveLength(32)
})

test('what cannot be a tool’s secret is not taken for one', () => {
  expect(typedSecret('formbricks', ` ${SECRET} `)).toBe(SECRET)
  for (const wrong of ['', 'whsec_', 'whsec_abc', 'two words', 'whsec_пароль'])
    expect(typedSecret('formbricks', wrong)).toBeNull()
  expect(typedSecret('delighted', 'a1b2c3d4')).toBe('a1b2c3d4')
  for (const wrong of ['', 'short', 'two words of it', 'x'.repeat(201)])
    expect(typedSecret('delighted', wrong)).toBeNull()
})

test('a sealed text opens in its own place alone, and with the portal’s own secret alone', () => {
  const place = { webhookId: 'a', use: 'secret' } as const
  const sealed = seal(PORTAL_SECRET, place, 'whsec_x')
  expect(sealed).not.toContain('whsec')
  expect(unseal(PORTAL_SECRET, place, sealed)).toBe('whsec_x')
  expect(unseal(PORTAL_SECRET, { ...place, webhookId: 'b' }, sealed)).toBeNull()
  expect(unseal(PORTAL_SECRET, { ...place, use: 'delivery' }, sealed)).toBeNull()
  expect(unseal(`${PORTAL_SECRET}!`, place, sealed)).toBeNull()
  expect(unseal(PORTAL_SECRET, place, `A${sealed.slice(1)}`)).toBeNull()
  expect(unseal(PORTAL_SECRET, place, '')).toBeNull()
})

import { hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { derived } from '../../app/auth/hash.ts'

test('what the secret makes is HKDF-SHA-256, by the answer of RFC 5869 without salt and by Node’s own', () => {
  const okm = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d'
  expect(derived('\x0b'.repeat(22), '', 32).toString('hex')).toBe(okm)
  const long = 'a secret longer than one block of SHA-256, which is taken in another way '.repeat(3)
  for (const secret of ['s', long]) {
    for (const label of ['', 'zveno|who', 'Звено|хз']) {
      const own = Buffer.from(hkdfSync('sha256', secret, '', label, 16))
      expect(derived(secret, label, 16).equals(own)).toBe(true)
    }
  }
  expect(() => derived('s', '', 33)).toThrow(RangeError)
})

import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  jwtVerify,
} from 'jose'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import type { CertificateTable } from '../../../db/schema/training.ts'
import type { Db } from '../../../db/connect.ts'
import { publicKeys } from '../../../app/training/certificates/badge-key.server.ts'
import { badge, badgeAddress } from '../../../app/training/certificates/badge.server.ts'
import { certificatePdf } from '../../../app/training/certificates/certificate-pdf.server.tsx'
import {
  certificateOf,
  revokeCertificate,
  verifyCode,
} from '../../../app/training/certificates/certificate.server.ts'
import { codeOf, idIn } from '../../../app/training/certificates/code.server.ts'
import { verifyAddress } from '../../../app/training/certificates/words.ts'
import { LOCALES } from '../../../app/i18n/locale.ts'
import { onBothDatabases } from '../../support/database.ts'
import { pdfText } from '../../support/pdf.ts'
import { somebody } from '../somebody.ts'
import { at, certified, COMPANY, day } from './passing.ts'

const SECRET = 'a secret of at least thirty-two signs'
const ORIGIN = 'https://zveno.example.org'
const hr = { id: 'maya', name: 'Maya Levi', roles: ['hr'] }

const SAMPLE: CertificateTable = {
  id: '0123456789ABCDEF',
  employee_id: 'maya',
  path: 'employee',
  name: 'Мария Иванова',
  company: 'Lindenhof & Söhne',
  first_on: '2026-03-02',
  issued_on: '2026-03-09',
  issued_at: at(7).getTime(),
  revoked_at: null,
  revoked_by: null,
  reason: '',
}

async function holder(db: Db) {
  await somebody(db, 'maya', at(0))
  await somebody(db, 'lev', at(0))
  return certified(db, hr, 'hr')
}

onBothDatabases(
  'a code shows what the certificate says and nothing more; after a revocation it says so, without the reason',
  async ({ db }) => {
    const row = await holder(db)
    const own = (await certificateOf(db, SECRET, 'maya', row.id))!
    expect(await certificateOf(db, SECRET, 'lev', row.id)).toBeNull()
    expect(own.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/)
    const said = {
      name: 'Maya Levi',
      path: 'hr',
      company: COMPANY.name,
      firstOn: day(0),
      issuedOn: day(7),
    }
    expect(await verifyCode(db, SECRET, own.code)).toEqual({ ...said, revokedAt: null })
    // As somebody types it from paper.
    const typed = own.code
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
    expect(await verifyCode(db, SECRET, typed)).toMatchObject(said)

    await revokeCertificate(db, row.id, { id: 'lev' }, 'Issued by mistake', at(9))
    expect(await verifyCode(db, SECRET, own.code)).toEqual({
      ...said,
      revokedAt: at(9).getTime(),
    })
  },
)

onBothDatabases(
  'a forged code, an altered one, one of another portal, and one whose certificate was altered are all refused',
  async ({ db }) => {
    const row = await holder(db)
    const code = codeOf(SECRET, row)
    const bare = code.replaceAll('-', '')
    for (let i = 0; i < bare.length; i++) {
      const changed = bare.slice(0, i) + (bare[i] === 'A' ? 'B' : 'A') + bare.slice(i + 1)
      expect(await verifyCode(db, SECRET, changed), `sign ${i}`).toBeNull()
    }
    for (const wrong of ['', 'x', bare.slice(0, 31), `${bare}0`, 'U'.repeat(32), '../../etc', '\0'])
      expect(await verifyCode(db, SECRET, wrong)).toBeNull()
    expect(await verifyCode(db, 'another secret of thirty-two signs', code)).toBeNull()
    const forged = codeOf('another secret of thirty-two signs', row)
    expect(idIn(forged)).toBe(row.id)
    expect(await verifyCode(db, SECRET, forged)).toBeNull()
    for (const change of [
      { name: 'Somebody Else' },
      { path: 'leader' as const },
      { company: 'Another company' },
      { first_on: day(1) },
      { issued_on: day(8) },
    ]) {
      await db.updateTable('training_certificate').set(change).execute()
      expect(await verifyCode(db, SECRET, code), JSON.stringify(change)).toBeNull()
      await db.updateTable('training_certificate').set(row).execute()
    }
    expect(await verifyCode(db, SECRET, code)).not.toBeNull()
  },
)

const drawn = spawnSync('pdftoppm', ['-v']).error === undefined
if (!drawn) console.log('pdftoppm (poppler-utils) is missing: square codes on paper are not read')

test.skipIf(!drawn).each(LOCALES)(
  'the square code is read off the printed certificate and leads to its page (%s)',
  async (locale) => {
    const code = codeOf(SECRET, SAMPLE)
    const file = await certificatePdf({ ...SAMPLE, code }, ORIGIN, locale)
    const folder = mkdtempSync(path.join(tmpdir(), 'zveno-certificate-'))
    writeFileSync(path.join(folder, 'sheet.pdf'), file)
    await promisify(execFile)('pdftoppm', ['-r', '100', '-png', 'sheet.pdf', 'sheet'], {
      cwd: folder,
    })
    const { data, width, height } = PNG.sync.read(readFileSync(path.join(folder, 'sheet-1.png')))
    rmSync(folder, { recursive: true })
    const read = jsQR(new Uint8ClampedArray(data), width, height)
    expect(read?.data).toBe(verifyAddress(ORIGIN, code))
  },
)

test('a certificate on paper carries the name, the company, both days and the code', async () => {
  const code = codeOf(SECRET, SAMPLE)
  const words = { en: '9 March 2026', ru: '9 марта 2026', he: 'ץרמב' }
  for (const locale of LOCALES) {
    const text = pdfText(await certificatePdf({ ...SAMPLE, code }, ORIGIN, locale))
    expect(text).toContain('Мария Иванова')
    expect(text).toContain('Lindenhof & Söhne')
    expect(text).toContain(words[locale])
    // Letters and digits are set in runs of their own.
    expect(text.replaceAll('\n', '')).toContain(code)
    expect(text).toContain('zveno.example.org/verify')
  }
})

onBothDatabases(
  'a badge verifies against the published keys, names nobody beyond the certificate, and survives a new secret',
  async ({ db }) => {
    const row = await holder(db)
    const portal = { origin: ORIGIN, secret: SECRET }
    const made = await Promise.all([1, 2].map(() => badge(db, portal, row, 'en', at(7))))
    const keySet = async (): Promise<JSONWebKeySet> => ({
      keys: (await publicKeys(db)).map(({ id, jwk }) => ({
        ...jwk,
        kid: badgeAddress.key(ORIGIN, id),
      })),
    })
    const options = { issuer: `${ORIGIN}/badges/issuer`, currentDate: at(8) }
    const verify = async (jwt: string) => jwtVerify(jwt, createLocalJWKSet(await keySet()), options)
    for (const jwt of made) await verify(jwt)
    const jwt = await badge(db, portal, row, 'en', at(7))
    expect(decodeProtectedHeader(jwt)).toMatchObject({ alg: 'RS256', typ: 'JWT' })
    const { payload } = await verify(jwt)
    expect(payload).toMatchObject({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
        'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      ],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: payload.iss, type: ['Profile'], name: COMPANY.name },
      id: payload.jti,
      validFrom: '2026-03-09T09:00:00Z',
      nbf: at(7).getTime() / 1000,
      credentialSubject: {
        type: ['AchievementSubject'],
        identifier: [{ type: 'IdentityObject', identityType: 'name', identityHash: 'Maya Levi' }],
        achievement: { id: `${ORIGIN}/badges/paths/hr`, type: ['Achievement'] },
      },
    })
    expect(payload.jti).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/)
    // Neither the person's id nor the code, which would open the certificate's page.
    expect(JSON.stringify(payload)).not.toMatch(new RegExp(`"maya"|${row.id}`))

    const [head, body, sign] = jwt.split('.')
    const altered = JSON.parse(Buffer.from(body!, 'base64url').toString())
    altered.credentialSubject.identifier[0].identityHash = 'Somebody Else'
    const forged = Buffer.from(JSON.stringify(altered)).toString('base64url')
    await expect(verify(`${head}.${forged}.${sign}`)).rejects.toThrow()

    // With another secret a new key signs, and the old badge still verifies.
    const again = { ...portal, secret: 'another secret of thirty-two signs' }
    await verify(await badge(db, again, row, 'en', at(7)))
    await verify(jwt)
    const [stored] = await db.selectFrom('training_badge_key').selectAll().execute()
    expect(stored!.sealed_key).not.toContain('PRIVATE')
    expect(stored!.public_key).not.toMatch(/"d"|"p"|"q"/)
  },
)

/**
 * What the data models of Open Badges 3.0 (1EdTech) require of each class that the credential uses, and its section 8.2 of
 * the claims of a JWT. Checked against this list, not against the JSON schema published beside them, which no package carries:
 * files of others are not copied into this repository, and a test asks nothing of the network. The words of a credential are
 * checked against its published contexts in badge.test.ts.
 */
const REQUIRED: [place: string[], properties: string[]][] = [
  [[], ['@context', 'id', 'type', 'issuer', 'validFrom', 'credentialSubject', 'iss', 'jti', 'nbf']],
  [['issuer'], ['id', 'type']],
  [['credentialSubject'], ['type', 'achievement']],
  [
    ['credentialSubject', 'achievement'],
    ['id', 'type', 'name', 'description', 'criteria'],
  ],
  [['credentialSubject', 'achievement', 'criteria'], ['narrative']],
  [
    ['credentialSubject', 'identifier', '0'],
    ['type', 'hashed', 'identityHash', 'identityType'],
  ],
  [
    ['credentialSchema', '0'],
    ['id', 'type'],
  ],
  [['credentialStatus'], ['id', 'type']],
]

onBothDatabases(
  'a badge has every property that Open Badges 3.0 requires, in each language, each of its kind',
  async ({ db }) => {
    const row = await holder(db)
    for (const locale of LOCALES) {
      const jwt = await badge(db, { origin: ORIGIN, secret: SECRET }, row, locale, at(7))
      const payload = decodeJwt(jwt)
      const within = (place: string[]) =>
        place.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], payload)
      for (const [place, properties] of REQUIRED)
        for (const property of properties) {
          const value = within([...place, property])
          expect([...place, property, value === undefined || value === '']).toEqual([
            ...[...place, property],
            false,
          ])
        }
      // A type that is a list begins with the class itself, and an address is one.
      for (const [place, type] of [
        [['issuer'], 'Profile'],
        [['credentialSubject'], 'AchievementSubject'],
        [['credentialSubject', 'achievement'], 'Achievement'],
      ] as const)
        expect(within([...place, 'type'])).toEqual([type])
      for (const place of [
        ['id'],
        ['issuer', 'id'],
        ['issuer', 'url'],
        ['credentialSubject', 'achievement', 'id'],
        ['credentialSchema', '0', 'id'],
        ['credentialStatus', 'id'],
      ])
        expect(() => new URL(String(within(place)))).not.toThrow()
      expect(within(['validFrom'])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      expect(within(['credentialSubject', 'achievement', 'inLanguage'])).toBe(locale)
      // Of the subject there is no id, so no `sub` either; the key is named by its address.
      expect(payload.sub).toBeUndefined()
      expect(decodeProtectedHeader(jwt).kid).toMatch(
        /^https:\/\/zveno\.example\.org\/badges\/keys\//,
      )
    }
  },
)

import { SignJWT } from 'jose'
import type { Db } from '../../../db/connect.ts'
import type { CertificateTable } from '../../../db/schema/training.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { Path } from '../path.ts'
import { stableId } from '../stable-id.server.ts'
import { badgeKey } from './badge-key.server.ts'
import { pathName } from './words.ts'

/** The two contexts of Open Badges 3.0, in this order, and the one that says what kinds of schema and list are named below. */
const CONTEXT = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
]
const SCHEMA =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json'

/** Addresses that a credential names, below the portal's own. */
export const badgeAddress = {
  issuer: (origin: string) => `${origin}/badges/issuer`,
  keys: (origin: string) => `${origin}/badges/keys`,
  key: (origin: string, id: string) => `${origin}/badges/keys/${id}`,
  revoked: (origin: string) => `${origin}/badges/revoked`,
  achievement: (origin: string, path: Path) => `${origin}/badges/paths/${path}`,
}

/** Who issues: the company, without a person. */
export function issuerProfile(origin: string, company: string) {
  return { id: badgeAddress.issuer(origin), type: ['Profile'], name: company, url: origin }
}

/** What is certified, in one language. */
export function achievement(origin: string, path: Path, locale: Locale) {
  const l = { locale }
  return {
    id: badgeAddress.achievement(origin, path),
    type: ['Achievement'],
    achievementType: 'Certificate',
    name: pathName(path, locale),
    description: m.training_certificate_describe({}, l),
    criteria: { narrative: m.training_certificate_narrative({}, l) },
    inLanguage: locale,
  }
}

/** The credential's own name: not the code of the certificate, since the list of revoked ones is public. */
export function credentialId(secret: string, certificateId: string): string {
  return `urn:uuid:${stableId(secret, ['badge', certificateId])}`
}

/**
 * A certificate as an Open Badges 3.0 credential: a JWT (RS256) whose payload is the credential itself, with `iss`,
 * `jti` and `nbf` saying the same as issuer, id and validFrom, and `kid` the address of the public key (section 8.2 of
 * the specification). The person is named as on the certificate; there is no address or number of theirs.
 */
export async function badge(
  db: Db,
  portal: { origin: string; secret: string },
  certificate: CertificateTable,
  locale: Locale,
  now: Date,
): Promise<string> {
  const { origin, secret } = portal
  const { id: keyId, key } = await badgeKey(db, secret, now)
  const { path, name, company, issued_at } = certificate
  const id = credentialId(secret, certificate.id)
  const issuer = issuerProfile(origin, company)
  const validFrom = new Date(Math.floor(issued_at / 1000) * 1000)
  const credential = {
    '@context': CONTEXT,
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer,
    validFrom: validFrom.toISOString().replace('.000', ''),
    name: pathName(path, locale),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: name },
      ],
      achievement: achievement(origin, path, locale),
    },
    credentialSchema: [{ id: SCHEMA, type: '1EdTechJsonSchemaValidator2019' }],
    credentialStatus: { id: badgeAddress.revoked(origin), type: '1EdTechRevocationList' },
  }
  return new SignJWT(credential)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: badgeAddress.key(origin, keyId) })
    .setIssuer(issuer.id)
    .setJti(id)
    .setNotBefore(validFrom)
    .sign(key)
}

/** The credentials that no longer stand, by their own names alone. */
export async function revokedCredentials(db: Db, secret: string): Promise<string[]> {
  const rows = await db
    .selectFrom('training_certificate')
    .where('revoked_at', 'is not', null)
    .orderBy('revoked_at')
    .select('id')
    .execute()
  return rows.map(({ id }) => credentialId(secret, id))
}

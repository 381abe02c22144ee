import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { logObservation } from '../../app/feedback/observation.server.ts'
import { LOCALES } from '../../app/i18n/locale.ts'
import { recomputeLink } from '../../app/impact/link.server.ts'
import { scopeFor } from '../../app/impact/scope.ts'
import { sharePdf } from '../../app/impact/share-pdf.server.tsx'
import { sharePicture } from '../../app/impact/share-picture.server.ts'
import { sharedPage } from '../../app/impact/share.server.ts'
import { publishValueRule } from '../../app/impact/value-rule.server.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit, unitTree } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { pdfText } from '../support/pdf.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const COMPANY = { name: 'Garden & Sons', timeZone: 'UTC' }

/** Whatever of a person or of a team lies in this company, none of which may be on a sheet. */
const NOBODY = [
  'Dana',
  'Orlov',
  'S-4711',
  'dana@',
  'Fern broke',
  'Buy gloves',
  'Night team',
  'Boss',
]

async function company(db: Db) {
  await setCompany(db, COMPANY.name, COMPANY.timeZone)
  await addUnit(db, { id: 'c', parentId: null, code: 'c', name: 'Garden & Sons', kind: 'company' })
  await addUnit(db, { id: 's', parentId: 'c', code: 's', name: 'Linden <Hof>', kind: 'site' })
  await addUnit(db, { id: 't', parentId: 's', code: 't', name: 'Night team', kind: 'team' })
  const who = { staffNumber: 'S-4711', name: 'Dana Orlov', email: 'dana@example.org', unitId: 't' }
  const id = await addEmployee(db, { ...who, locale: 'en' }, NOW)
  for (let n = 0; n < 12; n++) {
    const note = { note: 'Fern broke', suggestion: 'Buy gloves', named: true }
    const data = { key: randomUUID(), touchpoint: 'checkout', grade: 'poor' as const, signs: [] }
    await logObservation(db, { id, unitId: 't' }, { ...data, ...note }, NOW)
  }
  const answers = {
    touchpoint: 'checkout',
    month: '2026-10',
    collected_by: 'code' as const,
    score_sum: 0,
  }
  await db
    .insertInto('nps_total')
    .values([
      { ...answers, unit_id: 's', promoters: 40, passives: 10, detractors: 10 },
      // The team's own answers are three: a score of a unit below the first gate.
      { ...answers, unit_id: 't', promoters: 0, passives: 0, detractors: 3 },
    ])
    .execute()
  await publishValueRule(db, { id }, { en: 'Ask your Boss.', ru: '', he: '' }, NOW)
  await recomputeLink(db, NOW)
  return id
}

onBothDatabases(
  'picture and sheet show the site’s figures in three languages, and no person, no note, no team',
  async ({ db }) => {
    const id = await company(db)
    const scope = scopeFor(await unitTree(db), { unitId: 't', leads: [], roles: [] }, null)!
    for (const locale of LOCALES) {
      const found = await sharedPage(db, { id, locale }, scope, COMPANY, NOW)
      const picture = sharePicture(found)
      const sheet = await sharePdf(found)
      const printed = pdfText(sheet)
      for (const words of [picture, JSON.stringify(found)]) {
        for (const one of NOBODY) expect(words).not.toContain(one)
        expect(words).not.toMatch(/undefined|NaN|impact_|\{\w+\}/)
      }
      for (const one of NOBODY) expect(printed).not.toContain(one)
      // 40 promoters, 13 detractors of 63: the team counts within its site.
      expect(found.rings[1]).toMatchObject({ known: true, big: expect.stringContaining('+43') })
      expect(picture).toContain('+43')
      expect(printed.replaceAll('\n', '')).toMatch(/\+43|34\+/)
      expect(picture).toContain('Linden &lt;Hof&gt;')
      expect(picture.includes('direction="rtl"')).toBe(locale === 'he')
      // One page, and only one.
      expect(
        Buffer.from(sheet)
          .toString('latin1')
          .match(/\/Type \/Page\b/g),
      ).toHaveLength(1)
    }
  },
)

onBothDatabases(
  'of nine answers a picture shows that they are too few and no figure of them',
  async ({ db }) => {
    await company(db)
    await db.updateTable('nps_total').set({ promoters: 6, passives: 0, detractors: 0 }).execute()
    await db.deleteFrom('nps_total').where('unit_id', '=', 't').execute()
    const scope = scopeFor(await unitTree(db), { unitId: 's', leads: [], roles: [] }, null)!
    const found = await sharedPage(db, { id: 'x', locale: 'en' }, scope, COMPANY, NOW)
    expect(found.rings[1]).toMatchObject({ known: false, big: '' })
    expect(found.map.groups.every(({ customers }) => customers.shown.low === null)).toBe(true)
    expect(sharePicture(found)).not.toContain('+100')
  },
)

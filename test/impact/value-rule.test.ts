import { expect, test } from 'vitest'
import { ruleText, ValueRule } from '../../app/impact/value-rule.ts'
import {
  publishValueRule,
  valueRule,
  valueRuleHistory,
  withdrawValueRule,
} from '../../app/impact/value-rule.server.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const RULE = {
  en: 'A tenth of what we earn more',
  ru: 'Десятая часть',
  he: 'עשירית',
  sharePercent: 10,
}

async function somebodyOfHr(db: Db): Promise<{ id: string }> {
  await addUnit(db, { id: 'c', parentId: null, code: 'c', name: 'Company', kind: 'company' })
  return {
    id: await addEmployee(db, { staffNumber: '1', name: 'Hila', unitId: 'c', locale: 'en' }, NOW),
  }
}

onBothDatabases(
  'until HR publishes a rule there is none, and nothing pretends otherwise',
  async ({ db }) => {
    expect(await valueRule(db)).toBeNull()
  },
)

onBothDatabases(
  'the published rule is the newest; the ones before it stay in the history',
  async ({ db }) => {
    const hila = await somebodyOfHr(db)
    expect(await publishValueRule(db, hila, RULE, NOW)).toBe('published')
    expect(await valueRule(db)).toMatchObject({
      version: 1,
      text: { en: RULE.en, ru: RULE.ru, he: RULE.he },
      staffShare: 0.1,
      hurdle: null,
      publishedAt: NOW.getTime(),
    })
    expect(await publishValueRule(db, hila, RULE, NOW)).toBe('unchanged')
    await publishValueRule(db, hila, { ...RULE, sharePercent: 12.5, hurdle: 20000 }, NOW)
    expect(await valueRule(db)).toMatchObject({ version: 2, staffShare: 0.125, hurdle: 20000 })
    const history = await valueRuleHistory(db)
    expect(history.map((one) => [one.version, one.staffShare, one.byName])).toEqual([
      [2, 0.125, 'Hila'],
      [1, 0.1, 'Hila'],
    ])
  },
)

onBothDatabases('a withdrawn rule stands no longer, and may be published again', async ({ db }) => {
  const hila = await somebodyOfHr(db)
  expect(await withdrawValueRule(db, hila, NOW)).toBe('none-stands')
  await publishValueRule(db, hila, RULE, NOW)
  expect(await withdrawValueRule(db, hila, NOW)).toBe('withdrawn')
  expect(await valueRule(db)).toBeNull()
  expect(await publishValueRule(db, hila, RULE, NOW)).toBe('published')
  expect((await valueRule(db))?.version).toBe(3)
})

test('a rule needs words in at least one language, a share above 0 and at most 100 percent', () => {
  const wrong = (rule: object) =>
    ValueRule.safeParse(rule).error?.issues.map(
      (issue) => `${issue.path.join('.')} ${issue.message}`,
    )
  expect(wrong({ en: ' ', sharePercent: 10 })).toEqual(['en missing'])
  expect(wrong({ ...RULE, sharePercent: 0 })).toEqual(['sharePercent share'])
  expect(wrong({ ...RULE, sharePercent: 101 })).toEqual(['sharePercent share'])
  expect(wrong({ en: 'x', hurdle: 5 })).toEqual(['sharePercent share-missing'])
  expect(wrong({ ru: 'Премия раз в год' })).toBeUndefined()
})

test('who reads another language than the rule was written in gets the words there are, marked as such', () => {
  const rule = { text: { en: '', ru: 'Премия', he: '' } }
  expect(ruleText(rule, 'he')).toEqual({ text: 'Премия', locale: 'ru' })
  expect(ruleText({ text: { en: 'Bonus', ru: 'Премия', he: '' } }, 'ru').locale).toBe('ru')
})

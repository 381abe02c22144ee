import type { Db } from '../../db/connect.ts'
import { type Input, type Inputs, inputsOf, type Money, MoneyForm, moneyOf } from './money.ts'
import type { Purchases } from './purchase.ts'
import type { StoredPurchases } from './purchase.server.ts'
import { storedResults } from './stored.server.ts'
import type { PublishedRule } from './value-rule.ts'

/** What HR last entered, as the form has it; empty before the first time. */
export async function moneyForm(db: Db): Promise<MoneyForm> {
  const row = await db
    .selectFrom('impact_money')
    .orderBy('version', 'desc')
    .limit(1)
    .select('inputs')
    .executeTakeFirst()
  return row ? (JSON.parse(row.inputs) as MoneyForm) : {}
}

/** Puts new inputs in the place of the old ones, which stay in the history. The same again changes nothing. */
export async function enterMoney(
  db: Db,
  by: { id: string },
  form: MoneyForm,
  now: Date,
): Promise<'entered' | 'unchanged'> {
  const inputs = JSON.stringify(MoneyForm.parse(form))
  const last = await db
    .selectFrom('impact_money')
    .orderBy('version', 'desc')
    .limit(1)
    .select(['version', 'inputs'])
    .executeTakeFirst()
  if (last?.inputs === inputs) return 'unchanged'
  const version = (last?.version ?? 0) + 1
  await db
    .insertInto('impact_money')
    .values({ version, inputs, entered_by: by.id, entered_at: now.getTime() })
    .execute()
  return 'entered'
}

export interface MoneyPage {
  inputs: Inputs
  money: Money
  purchases: StoredPurchases | null
}

/** The chain in money: what HR entered, what purchases measured in its place, and what follows by the rule that stands. */
export async function moneyPage(
  db: Db,
  rule: PublishedRule | null,
  stored?: StoredPurchases | null,
): Promise<MoneyPage> {
  const purchases = stored === undefined ? (await storedResults(db)).purchases : stored
  const inputs = { ...inputsOf(MoneyForm.parse(await moneyForm(db))), ...measured(purchases) }
  const share = rule?.staffShare ? { share: rule.staffShare, hurdle: rule.hurdle ?? 0 } : null
  return { inputs, money: moneyOf(inputs, share), purchases }
}

/** What customers of each kind spend, where enough of them said so: then nobody's guess stands in its place. */
function measured(purchases: Purchases | null): Inputs {
  const found: Inputs = {}
  if (!purchases) return found
  for (const [band, name] of [
    ['promoter', 'spendPromoter'],
    ['passive', 'spendPassive'],
    ['detractor', 'spendDetractor'],
  ] as const) {
    const { mean, low, high } = purchases.spend[band]
    if (mean === null || low === null || high === null) continue
    found[name] = { low: Math.max(0, low), mid: mean, high, tag: 'measured' } satisfies Input
  }
  return found
}

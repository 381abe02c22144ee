import type { Db } from '../../db/connect.ts'
import type { ValueRuleTable } from '../../db/schema/impact.ts'
import { ValueRule, type PublishedRule } from './value-rule.ts'

/** The company's rule for sharing as it stands now; null where none was set, or the last was withdrawn. */
export async function valueRule(db: Db): Promise<PublishedRule | null> {
  const row = await newest(db)
  return row?.kind === 'published' ? published(row) : null
}

export interface RuleVersion extends PublishedRule {
  withdrawn: boolean
  byName: string
}

/** Every rule that ever stood and every withdrawal, newest first; for HR. */
export async function valueRuleHistory(db: Db): Promise<RuleVersion[]> {
  const rows = await db
    .selectFrom('impact_value_rule as r')
    .innerJoin('people_employee as e', 'e.id', 'r.published_by')
    .orderBy('r.version', 'desc')
    .selectAll('r')
    .select('e.name as by_name')
    .execute()
  return rows.map((row) => ({
    ...published(row),
    withdrawn: row.kind === 'withdrawn',
    byName: row.by_name,
  }))
}

/** Puts a new rule in the old one's place; the old one stays in the history. The same rule again changes nothing. */
export async function publishValueRule(
  db: Db,
  by: { id: string },
  rule: ValueRule,
  now: Date,
): Promise<'published' | 'unchanged'> {
  const { en, ru, he, sharePercent, hurdle } = ValueRule.parse(rule)
  const row = {
    kind: 'published' as const,
    text_en: en,
    text_ru: ru,
    text_he: he,
    staff_share: sharePercent === undefined ? null : sharePercent / 100,
    hurdle: hurdle ?? null,
  }
  return (await append(db, by, row, now)) ? 'published' : 'unchanged'
}

/** From now on no rule stands, and the last link of the chain says so. */
export async function withdrawValueRule(
  db: Db,
  by: { id: string },
  now: Date,
): Promise<'withdrawn' | 'none-stands'> {
  if (!(await valueRule(db))) return 'none-stands'
  const empty = { text_en: '', text_ru: '', text_he: '', staff_share: null, hurdle: null }
  await append(db, by, { kind: 'withdrawn', ...empty }, now)
  return 'withdrawn'
}

type Content = Omit<ValueRuleTable, 'version' | 'published_by' | 'published_at'>

async function append(db: Db, by: { id: string }, content: Content, now: Date): Promise<boolean> {
  const before = await newest(db)
  const keys = Object.keys(content) as (keyof Content)[]
  if (before && keys.every((key) => before[key] === content[key])) return false
  await db
    .insertInto('impact_value_rule')
    .values({
      version: (before?.version ?? 0) + 1,
      ...content,
      published_by: by.id,
      published_at: now.getTime(),
    })
    .execute()
  return true
}

function newest(db: Db): Promise<ValueRuleTable | undefined> {
  return db
    .selectFrom('impact_value_rule')
    .orderBy('version', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirst()
}

function published(row: ValueRuleTable): PublishedRule {
  return {
    version: row.version,
    text: { en: row.text_en, ru: row.text_ru, he: row.text_he },
    staffShare: row.staff_share,
    hurdle: row.hurdle,
    publishedAt: row.published_at,
  }
}

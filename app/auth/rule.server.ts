import type { Db } from '../../db/connect.ts'

/** Whether people in HR and owners get their rights only with a second factor. */
export async function factorIsDemanded(db: Db): Promise<boolean> {
  const row = await db.selectFrom('auth_rule').select('second_factor').executeTakeFirst()
  return row?.second_factor === 1
}

/** Refused while whoever demands it has none themselves: they would be the first to stand outside. */
export async function demandFactor(
  db: Db,
  demanded: boolean,
  by: string,
): Promise<'kept' | 'without-own'> {
  if (demanded) {
    const own = await db
      .selectFrom('auth_factor')
      .where('employee_id', '=', by)
      .where('confirmed_at', 'is not', null)
      .select('employee_id')
      .executeTakeFirst()
    if (!own) return 'without-own'
  }
  const row = { second_factor: demanded ? 1 : 0 } as const
  await db
    .insertInto('auth_rule')
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  return 'kept'
}

export interface KeyHolder {
  id: string
  name: string
  roles: ('hr' | 'owner')[]
  /** Since when their second factor is in use; null without one. */
  since: number | null
}

/** Everybody in HR and every owner, by name. */
export async function keyHolders(db: Db): Promise<KeyHolder[]> {
  const rows = await db
    .selectFrom('people_employee as e')
    .innerJoin('people_role as r', 'r.employee_id', 'e.id')
    .leftJoin('auth_factor as f', 'f.employee_id', 'e.id')
    .where('e.status', '=', 'active')
    .where('r.role', 'in', ['hr', 'owner'])
    .select(['e.id', 'e.name', 'r.role', 'f.confirmed_at'])
    .orderBy('e.name')
    .orderBy('e.id')
    .execute()
  const holders = new Map<string, KeyHolder>()
  for (const { id, name, role, confirmed_at: since } of rows) {
    const known = holders.get(id) ?? { id, name, roles: [], since }
    known.roles.push(role as 'hr' | 'owner')
    holders.set(id, known)
  }
  return [...holders.values()]
}

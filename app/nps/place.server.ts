import type { Db } from '../../db/connect.ts'

/** What of customers' answers still comes to a unit: codes in use, open cases, names in files, tools. */
export async function npsUses(
  db: Db,
  unitId: string,
): Promise<{ codes: number; cases: number; names: number; hooks: number }> {
  const [codes, cases, names, hooks] = await Promise.all([
    db
      .selectFrom('nps_code')
      .where('unit_id', '=', unitId)
      .where('retired_at', 'is', null)
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('nps_case')
      .where('unit_id', '=', unitId)
      .where('closed_at', 'is', null)
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('nps_alias')
      .where('unit_id', '=', unitId)
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('nps_webhook')
      .where('unit_id', '=', unitId)
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow(),
  ])
  return {
    ...{ codes: Number(codes.n), cases: Number(cases.n) },
    ...{ names: Number(names.n), hooks: Number(hooks.n) },
  }
}

/**
 * What comes from now on belongs to the other unit: printed codes go on, open cases find people who handle them, names in
 * files and tools lead there. Answers stay where they were given.
 */
export async function npsFollows(trx: Db, from: string, into: string): Promise<void> {
  // Paper says the first name it was printed with, after however many merges.
  await trx
    .updateTable('nps_code')
    .set((eb) => ({ unit_id: into, printed_for: eb.fn.coalesce('printed_for', eb.val(from)) }))
    .where('unit_id', '=', from)
    .where('retired_at', 'is', null)
    .execute()
  await trx
    .updateTable('nps_case')
    .set({ unit_id: into })
    .where('unit_id', '=', from)
    .where('closed_at', 'is', null)
    .execute()
  await trx.updateTable('nps_alias').set({ unit_id: into }).where('unit_id', '=', from).execute()
  await trx.updateTable('nps_webhook').set({ unit_id: into }).where('unit_id', '=', from).execute()
}

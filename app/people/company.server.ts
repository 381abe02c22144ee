import { compiled } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Locale } from '../i18n/locale.ts'
import { type Company, localesOf, spoken, UNSET } from './company.ts'

const rows = compiled((db: Db) => db.selectFrom('people_company').selectAll())

/** What the company decided; a portal before its first setting is called Zveno and keeps UTC. */
export async function company(db: Db): Promise<Company> {
  const [row] = await rows(db, {})
  if (!row) return { ...UNSET }
  return {
    ...{ name: row.name, timeZone: row.time_zone, sender: row.sender, accent: row.accent },
    quiet: { from: row.quiet_from, to: row.quiet_to },
    locales: localesOf(row.locales),
    thresholds: { cell: row.cell, detail: row.detail },
  }
}

export async function setCompany(db: Db, name: string, timeZone: string): Promise<void> {
  await db
    .insertInto('people_company')
    .values({ id: 1, name, time_zone: timeZone })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, time_zone: timeZone }))
    .execute()
}

/** The language somebody is kept with: theirs, or the first in use where theirs is none. */
export async function spokenBy(db: Db, locale: Locale): Promise<Locale> {
  return spoken(locale, (await company(db)).locales)
}

/**
 * Keeps what HR decided. Who speaks a language that is no longer in use goes on in the one most people speak; what they
 * wrote stays as it is.
 */
export async function keepCompany(db: Db, to: Company): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = {
      ...{ name: to.name, time_zone: to.timeZone, sender: to.sender, accent: to.accent },
      ...{ quiet_from: to.quiet.from, quiet_to: to.quiet.to },
      ...{ locales: to.locales.join(','), cell: to.thresholds.cell, detail: to.thresholds.detail },
    }
    const counts = await speakers(trx)
    // The first of the list is what everybody falls back to.
    const most = [...to.locales].sort((a, b) => counts[b] - counts[a])
    await trx
      .insertInto('people_company')
      .values({ id: 1, ...row, locales: most.join(',') })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ ...row, locales: most.join(',') }),
      )
      .execute()
    await trx
      .updateTable('people_employee')
      .set({ locale: most[0]! })
      .where('locale', 'not in', to.locales)
      .execute()
  })
}

/** How many people who work here speak each language. */
export async function speakers(db: Db): Promise<Record<Locale, number>> {
  const counted = await db
    .selectFrom('people_crowd')
    .groupBy('locale')
    .select('locale')
    .select((eb) => eb.fn.sum('n').as('n'))
    .execute()
  const counts: Record<Locale, number> = { en: 0, ru: 0, he: 0 }
  for (const { locale, n } of counted) counts[locale] = Number(n)
  return counts
}

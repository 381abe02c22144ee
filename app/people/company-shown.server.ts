import type { Db } from '../../db/connect.ts'
import type { Company } from './company.ts'
import { company } from './company.server.ts'
import type { Logo } from './logo/logo.ts'
import { logo } from './logo/logo.server.ts'

/** What pages are told of the company: what it decided, and its logo. */
export async function companyShown(db: Db): Promise<Company & { logo: Logo | null }> {
  return { ...(await company(db)), logo: await logo(db) }
}

/** Another process may have heard HR: what it decided holds in `known` too. Where the database is away, what was known stays. */
export async function heedCompany(db: Db, known: Partial<Company>): Promise<void> {
  Object.assign(known, await companyShown(db).catch(() => ({})))
}

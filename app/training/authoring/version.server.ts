import type { Db } from '../../../db/connect.ts'
import { content } from '../content.server.ts'
import type { Module } from '../module.ts'

export interface ModuleVersion {
  module: Module
  /** Who read and published it, and when; null for what came with Zveno. */
  by: string | null
  at: number | null
}

/** Every published version of a module, the newest first: HR's own, then the one that came in files. */
export async function versionsOf(db: Db, slug: string): Promise<ModuleVersion[]> {
  const rows = await db
    .selectFrom('training_publication as p')
    .innerJoin('training_version as v', (join) =>
      join.onRef('v.module', '=', 'p.module').onRef('v.version', '=', 'p.version'),
    )
    .innerJoin('people_employee as e', 'e.id', 'p.by_id')
    .where('p.module', '=', slug)
    .orderBy('p.version', 'desc')
    .select(['v.body', 'p.at', 'e.name as by'])
    .execute()
  const written = content().modules.find(({ plan }) => plan.id === slug)
  return [
    ...rows.map(({ body, at, by }) => ({ module: JSON.parse(body) as Module, by, at })),
    ...(written ? [{ module: written, by: null, at: null }] : []),
  ]
}

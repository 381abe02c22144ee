import { compiled, type Given } from '../../db/compiled.ts'
import type { Db, Trx } from '../../db/connect.ts'
import { content } from './content.server.ts'
import type { Language, Module } from './module.ts'

interface Catalogue {
  stamp: number
  modules: Module[]
  /** Those that are offered no more, in their last version. */
  retired: Module[]
}

const known = new WeakMap<Db, Catalogue>()

const stampNow = compiled((db: Db, _given: Given<object>) =>
  db.selectFrom('training_catalogue').select('stamp'),
)

/**
 * What is offered and what was retired: the modules of `content/`, those that HR published here in place of the files
 * or beside them. Kept in memory; one row tells every process when to read it anew.
 */
export async function catalogue(db: Db): Promise<Readonly<Catalogue>> {
  let asked = asking.get(db)
  if (asked?.changes !== changes) {
    const answer = stampNow(db, {})
    asked = { answer, changes }
    asking.set(db, asked)
    setImmediate(() => asking.delete(db))
  }
  const [row] = await asked.answer
  return catalogueAt(db, row?.stamp ?? 0)
}

/** Who asks in the same turn hears the same answer, unless this process changed something since: several parts of a page do. */
const asking = new WeakMap<Db, { answer: ReturnType<typeof stampNow>; changes: number }>()
let changes = 0

/** The same for whoever has read the stamp along with something else. */
export async function catalogueAt(db: Db, stamp: number): Promise<Readonly<Catalogue>> {
  const had = known.get(db)
  if (had?.stamp === stamp) return had
  const fresh = await read(db, stamp)
  known.set(db, fresh)
  return fresh
}

async function read(db: Db, stamp: number): Promise<Catalogue> {
  const retired = await db.selectFrom('training_retired').select('module').execute()
  const newest = await db
    .selectFrom('training_publication as p')
    .innerJoin('training_version as v', (join) =>
      join.onRef('v.module', '=', 'p.module').onRef('v.version', '=', 'p.version'),
    )
    .where(({ eb, selectFrom }) =>
      eb(
        'p.version',
        '=',
        selectFrom('training_publication as other')
          .whereRef('other.module', '=', 'p.module')
          .select(({ fn }) => fn.max('other.version').as('version')),
      ),
    )
    .select(['p.module', 'v.body'])
    .execute()
  const own = new Map(newest.map(({ module, body }) => [module, JSON.parse(body) as Module]))
  // Who took a module over keeps it, whatever a later release brings for it.
  const all = [
    ...content().modules.map((module) => own.get(module.plan.id) ?? module),
    ...[...own.values()].filter(({ plan }) => !isWritten(plan.id)),
  ].sort((a, b) => a.plan.order - b.plan.order || (a.plan.id < b.plan.id ? -1 : 1))
  const out = new Set(retired.map(({ module }) => module))
  return {
    stamp,
    modules: all.filter(({ plan }) => !out.has(plan.id)),
    retired: all.filter(({ plan }) => out.has(plan.id)),
  }
}

function isWritten(slug: string): boolean {
  return content().modules.some(({ plan }) => plan.id === slug)
}

/** Every module that is offered, in the order in which they are taught. */
export async function publishedModules(db: Db): Promise<Module[]> {
  return (await catalogue(db)).modules
}

/** The module as it is offered today; null where there is none of this name or it was retired. */
export async function publishedModule(db: Db, slug: string): Promise<Module | null> {
  return (await publishedModules(db)).find(({ plan }) => plan.id === slug) ?? null
}

/** What each module is called, in the order in which they are taught, those that were retired last. */
export type Titles = ReadonlyMap<string, Record<Language, string>>

export async function titlesOf(db: Db): Promise<Titles> {
  const { modules, retired } = await catalogue(db)
  return new Map(
    [...modules, ...retired].map(({ plan, texts: { en, ru, he } }) => [
      plan.id,
      { en: en.title, ru: ru.title, he: he.title },
    ]),
  )
}

/** Every process reads the modules anew at its next page. */
export async function catalogueChanged(db: Db | Trx): Promise<void> {
  changes++
  await db
    .updateTable('training_catalogue')
    .set((eb) => ({ stamp: eb('stamp', '+', 1) }))
    .execute()
}

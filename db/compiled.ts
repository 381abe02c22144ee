import { sql, type CompiledQuery, type RawBuilder } from 'kysely'
import type { Db } from './connect.ts'
import { dialectOf, readNow } from './dialect/name.ts'

/** Stands in a compiled query for a value that comes when it runs. */
class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** The values of one run, as they are written into the query. */
export type Given<Values> = { readonly [Name in keyof Values]: RawBuilder<Values[Name]> }

/**
 * A query that is built once and run often, for what nearly every page asks: to build one and spell it in SQL takes as
 * long as SQLite takes to answer it. `given.x` stands where `x` comes in; nothing else may differ from run to run.
 */
export function compiled<Values extends object, Row>(
  build: (db: Db, given: Given<Values>) => { compile: () => CompiledQuery<Row> },
): (db: Db, values: Values) => Promise<Row[]> {
  const spelt: Partial<Record<ReturnType<typeof dialectOf>, CompiledQuery<Row>>> = {}
  const given = new Proxy({} as Given<Values>, {
    get: (_none, name) => sql.val(new Place(String(name))),
  })
  return async (db, values) => {
    const query = (spelt[dialectOf(db)] ??= build(db, given).compile())
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Place ? values[parameter.name as keyof Values] : parameter,
    )
    const rows = readNow(db, query.sql, parameters)
    if (rows) return rows as Row[]
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}

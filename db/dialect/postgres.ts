import pg from 'pg'
import { PostgresDialect } from 'kysely'

const BIGINT = 20
const NUMERIC = 1700

/** Times and counts are bigint and stay below 2^53, so they are numbers on both databases. */
const types = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    if (id === BIGINT || id === NUMERIC) return Number
    return pg.types.getTypeParser(id, format as 'text')
  },
}

export function postgresDialect(url: string, poolSize = 10): PostgresDialect {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, types: types as never })
  // An idle connection that the server drops must not end the process; the next query reports it.
  pool.on('error', () => {})
  // Nor one that is dropped between two statements of a transaction, where the pool does not listen.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool })
}

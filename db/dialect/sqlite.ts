import Database from 'better-sqlite3'
import {
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  CompiledQuery,
} from 'kysely'

/** Opens the file with what security.md demands: WAL, a full sync on every commit, foreign keys, erased pages. */
export function openSqlite(file: string): Database.Database {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 5000')
  database.pragma('secure_delete = ON')
  return database
}

/** A deferred transaction that upgrades to a write fails at once when another process writes; an immediate one waits its turn. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

export class ZvenoSqliteDialect extends SqliteDialect {
  readonly #database: Database.Database

  constructor(database: Database.Database) {
    super({ database })
    this.#database = database
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database })
  }
}

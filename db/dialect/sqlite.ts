import Database from 'better-sqlite3'
import {
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type SqliteDatabase,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryCompiler,
  CompiledQuery,
} from 'kysely'
import type { ReadsAtOnce } from './name.ts'

/** Opens the file with what security.md demands: WAL, a full sync on every commit, foreign keys, erased pages. */
export function openSqlite(file: string): Database.Database {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 5000')
  database.pragma('secure_delete = ON')
  // Else what a statement may have to take back is written to files outside the data folder, words of people too.
  database.pragma('temp_store = MEMORY')
  // An import touches its index all over: with 2 MB of cache it is written and read back again and again.
  database.pragma('cache_size = -16384')
  // A checkpoint waits for the disk; at 16 MB of log it comes a quarter as often as at 4.
  database.pragma('wal_autocheckpoint = 4000')
  // What a long reader made it grow to is given back to the disk once the reader is gone.
  database.pragma('journal_size_limit = 33554432')
  return database
}

const KEPT_STATEMENTS = 200

/**
 * Keeps prepared statements by their text: Kysely prepares anew for every call, which costs more than
 * most of the portal's reads. Whatever may change the schema empties the store. No statement can be at
 * work twice: a connection runs one query at a time.
 */
function keepingStatements(database: Database.Database) {
  const kept = new Map<string, Database.Statement>()
  return {
    close: () => void database.close(),
    /** Whether a transaction was begun here and not ended here. */
    begun: false,
    /** Whether nobody's transaction is open on this connection, in which another's reading would see what is not stored. */
    get free() {
      return database.open && !database.inTransaction && !this.begun
    },
    /** Whether SQLite took the transaction back itself, as it does when the disk is full or fails. */
    get takenBack() {
      return this.begun && !database.inTransaction
    },
    prepare(text: string): Database.Statement {
      // Else what is left of it would be stored without what went before.
      if (this.takenBack) throw new TakenBack()
      let statement = kept.get(text)
      if (statement) {
        // Moves it to the end: the first one is the longest unused.
        kept.delete(text)
        kept.set(text, statement)
        return statement
      }
      statement = database.prepare(text)
      if (/^\s*(select|insert|update|delete|with)\b/i.test(text)) {
        kept.set(text, statement)
        if (kept.size > KEPT_STATEMENTS) kept.delete(kept.keys().next().value as string)
      } else if (!/^\s*(begin|commit|rollback|savepoint|release)\b/i.test(text)) kept.clear()
      return statement
    },
  }
}

/** What a transaction's other statements meet after the one that the disk refused. */
class TakenBack extends Error {
  readonly code = 'SQLITE_IOERR'
  override readonly message = 'the disk refused a statement, and the transaction is taken back'
}

/** A deferred transaction that upgrades to a write fails at once when another process writes; an immediate one waits its turn. */
class ImmediateDriver extends SqliteDriver {
  readonly #database: ReturnType<typeof keepingStatements>

  constructor(database: ReturnType<typeof keepingStatements>) {
    super({ database: database as SqliteDatabase })
    this.#database = database
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    this.#database.begun = true
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    this.#database.begun = false
  }

  /** Taken back a second time would be an error that hides the first, and with it that the disk is full. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const over = this.#database.takenBack
    this.#database.begun = false
    if (!over) await super.rollbackTransaction(connection)
  }
}

/**
 * Spells the place of a value `+?`. Of a bare `?` SQLite's planner may read the value, as it does with most joins, and
 * then prepares the statement anew at every run, which takes several times as long as running it. The plus does nothing
 * to the value.
 */
class SteadyCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

/** Answers reading statements at once, past Kysely's queue, which takes longer than most of them. */
class ReadingAdapter extends SqliteAdapter implements ReadsAtOnce {
  readonly #database: ReturnType<typeof keepingStatements>

  constructor(database: ReturnType<typeof keepingStatements>) {
    super()
    this.#database = database
  }

  readNow(text: string, parameters: readonly unknown[]): unknown[] | null {
    if (!this.#database.free) return null
    const statement = this.#database.prepare(text)
    return statement.readonly && statement.reader ? statement.all(parameters) : null
  }
}

export class ZvenoSqliteDialect extends SqliteDialect {
  readonly #database: ReturnType<typeof keepingStatements>

  constructor(database: Database.Database) {
    const keeping = keepingStatements(database)
    super({ database: keeping as SqliteDatabase })
    this.#database = keeping
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database)
  }

  override createAdapter(): DialectAdapter {
    return new ReadingAdapter(this.#database)
  }

  override createQueryCompiler(): QueryCompiler {
    return new SteadyCompiler()
  }
}

import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { InputError, UsageError, type Io } from './io.ts'
import { withDatabase } from './open.ts'

/** An online copy, consistent at one moment, while the portal goes on. Keys of waves are never in it. */
export async function run(args: string[], io: Io): Promise<number> {
  const [file] = args
  if (!file || args.length !== 1) throw new UsageError('backup needs the file to write')
  if (existsSync(file)) throw new InputError(`${file} exists already: choose another name.`)
  return withDatabase(io, async (db, settings) => {
    // A half-written copy must never look like a backup.
    const part = `${path.resolve(file)}.part`
    rmSync(part, { force: true })
    if (settings.databaseUrl) {
      pg('pg_dump', ['--format=custom', `--file=${part}`, settings.databaseUrl])
    } else {
      await sql`vacuum into ${part}`.execute(db)
    }
    chmodSync(part, 0o600)
    renameSync(part, file)
    io.out(`backup ${path.resolve(file)}`)
    return 0
  })
}

/** Runs one of PostgreSQL's own programs; says so where it is not installed or refuses. */
export function pg(program: string, args: string[]): void {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (error) throw new InputError(`${program} is not installed: apt-get install postgresql-client`)
  if (status !== 0) throw new InputError(`${program}: ${stderr.trim()}`)
}

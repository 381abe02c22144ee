import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { connect, migrate } from '../../db/connect.ts'
import { readSettings } from '../http/settings.ts'
import { pgProgram } from '../operation/pg-program.server.ts'
import { wavesAfterRestore } from '../pulse/close.server.ts'
import { inWords } from './backup.ts'
import { InputError, UsageError, type Io } from './io.ts'

/** Puts a backup into an empty place and brings it to the newest form. Open waves issue no more tokens. */
export async function run(args: string[], io: Io): Promise<number> {
  const [file] = args
  if (!file || args.length !== 1) throw new UsageError('restore needs the backup file')
  if (!existsSync(file)) throw new InputError(`There is no file ${file}.`)
  const settings = readSettings(io.env)
  if (settings.databaseUrl) {
    const put = (to: string) => ['--no-owner', '--exit-on-error', `--dbname=${to}`, file]
    await pgProgram('pg_restore', put, settings.databaseUrl).catch(inWords)
  } else {
    putInPlace(file, settings.dataDir)
  }
  const db = await connect(settings)
  try {
    await migrate(db)
    await wavesAfterRestore(db, settings.keyDir, new Date())
  } finally {
    await db.destroy()
  }
  io.out(`restored ${path.resolve(file)}`)
  return 0
}

function putInPlace(file: string, dataDir: string): void {
  const place = path.join(dataDir, 'zveno.sqlite')
  if (existsSync(place)) {
    throw new InputError(`There is a portal in ${dataDir} already: restore into an empty DATA_DIR.`)
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const part = `${place}.part`
  copyFileSync(file, part)
  try {
    const copy = new Sqlite(part, { readonly: true })
    const [row] = copy.pragma('integrity_check') as { integrity_check: string }[]
    copy.close()
    if (row?.integrity_check !== 'ok') throw new Error(row?.integrity_check)
  } catch (error) {
    rmSync(part, { force: true })
    throw new InputError(`${file} is no whole backup: ${(error as Error).message}`)
  }
  renameSync(part, place)
}

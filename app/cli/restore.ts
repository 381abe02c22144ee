import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { connect, migrate } from '../../db/connect.ts'
import { note } from '../audit/note.server.ts'
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
    const now = new Date()
    const waves = await wavesAfterRestore(db, settings.keyDir, now)
    await note(
      db,
      { by: null, action: 'portal.restored', detail: { name: path.basename(file) } },
      now,
    )
    io.out(`restored ${path.resolve(file)}`)
    for (const { id, became } of waves) io.out(`wave ${id} ${became}`)
    io.err(nextSteps(waves))
  } finally {
    await db.destroy()
  }
  return 0
}

/** What the operator has to know and do before the portal starts here. */
function nextSteps(waves: readonly { became: 'not-issuing' | 'void' }[]): string {
  const are = (what: string) => waves.some(({ became }) => became === what)
  return [
    ...(are('not-issuing')
      ? [
          'A survey was open. It gives out no more tokens, since who took one after the backup is forgotten, and answers sent after it are lost: have HR close it and launch a new one.',
        ]
      : []),
    ...(are('void')
      ? [
          'A survey was open whose keys are not in KEY_DIR. Its answers cannot be opened and were deleted; it says that it is void. HR can launch a new one.',
        ]
      : []),
    'What was done after the backup is not in it: have it done again, and erase again whoever was erased since.',
    'Now run "zveno verify", then start the portal with the settings it had, SECRET above all.',
  ].join('\n')
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

import { existsSync } from 'node:fs'
import path from 'node:path'
import { BackupError, writeBackup } from '../operation/backup.server.ts'
import { ProgramError } from '../operation/pg-program.server.ts'
import { InputError, UsageError, type Io } from './io.ts'
import { withDatabase } from './open.ts'

/** An online copy, consistent at one moment, while the portal goes on. Keys of waves are never in it. */
export async function run(args: string[], io: Io): Promise<number> {
  const [file] = args
  if (!file || args.length !== 1) throw new UsageError('backup needs the file to write')
  if (existsSync(file)) throw new InputError(`${file} exists already: choose another name.`)
  return withDatabase(io, async (_db, settings) => {
    await writeBackup(settings, file).catch(inWords)
    io.out(`backup ${path.resolve(file)}`)
    return 0
  })
}

/** What PostgreSQL's programs or the disk say is the operator's to mend. */
export function inWords(error: unknown): never {
  if (error instanceof BackupError || error instanceof ProgramError) {
    throw new InputError(error.message)
  }
  throw error
}

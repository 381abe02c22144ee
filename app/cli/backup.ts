import { existsSync } from 'node:fs'
import path from 'node:path'
import { BackupError, writeBackup } from '../operation/backup.server.ts'
import { ProgramError } from '../operation/pg-program.server.ts'
import { InputError, UsageError, type Io } from './io.ts'
import { readSettings } from '../http/settings.ts'
import { expectPortal, withDatabase } from './open.ts'

/** An online copy, consistent at one moment, while the portal goes on. Keys of waves are never in it. */
export async function run(args: string[], io: Io): Promise<number> {
  const [file] = args
  if (!file || args.length !== 1) throw new UsageError('backup needs the file to write')
  if (existsSync(file)) throw new InputError(`${file} exists already: choose another name.`)
  expectPortal(readSettings(io.env))
  return withDatabase(io, async (_db, settings) => {
    await writeBackup(settings, file).catch(inWords)
    io.out(`backup ${path.resolve(file)}`)
    return 0
  })
}

const DISK: Partial<Record<string, string>> = {
  ENOENT: 'that folder does not exist',
  EACCES: 'this account may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
}

/** What PostgreSQL's programs or the disk say is the operator's to mend. */
export function inWords(error: unknown): never {
  if (error instanceof BackupError || error instanceof ProgramError) {
    throw new InputError(error.message)
  }
  const { code, path: at } = error as NodeJS.ErrnoException
  const words = DISK[code ?? '']
  if (words) throw new InputError(at ? `${path.dirname(at)}: ${words}.` : `${words}.`)
  throw error
}

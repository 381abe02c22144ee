import process from 'node:process'
import { SettingsError } from '../http/settings.ts'
import { InputError, UsageError, type Io } from './io.ts'

type Command = (args: string[], io: Io) => Promise<number>

/** Each command loads only what it needs: `zveno nps` opens no database. */
const commands: Record<string, { does: string; load: () => Promise<{ run: Command }> }> = {
  serve: {
    does: 'serve the portal (PUBLIC_ORIGIN and SECRET are demanded)',
    load: () => import('./serve.ts'),
  },
  migrate: { does: 'bring the database to the newest form', load: () => import('./migrate.ts') },
  demo: { does: 'fill an empty database with the demo company', load: () => import('./demo.ts') },
  invite: {
    does: 'STAFF_NUMBER [--without-second-factor]: a single-use sign-in link',
    load: () => import('./invite.ts'),
  },
  backup: {
    does: 'FILE: a copy of one moment, while the portal goes on',
    load: () => import('./backup.ts'),
  },
  restore: { does: 'FILE: put a backup into an empty place', load: () => import('./restore.ts') },
  move: {
    does: 'postgres://…: take the portal from its SQLite file to an empty PostgreSQL database',
    load: () => import('./move.ts'),
  },
  verify: {
    does: '[--json]: integrity, invariants, the disclosure audit',
    load: () => import('./verify.ts'),
  },
  wave: { does: 'list | launch SURVEY | close ID | report ID', load: () => import('./wave.ts') },
  directory: {
    does: 'list | make NAME | revoke NAME | release: who may say over SCIM who works here',
    load: () => import('./directory.ts'),
  },
  import: { does: 'customers FILE … | people FILE', load: () => import('./import.ts') },
  nps: {
    does: 'FILE --score COL [--by COL] …: a score with its interval',
    load: () => import('./nps.ts'),
  },
  link: {
    does: 'FILE --unit COL --x COL --y COL …: what is linked',
    load: () => import('./link.ts'),
  },
  cells: {
    does: 'FILE [--k 6]: what may be shown of a tree of counts',
    load: () => import('./cells.ts'),
  },
}

const io: Io = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  env: process.env,
}

const [name = '', ...args] = process.argv.slice(2)
process.exitCode = await main(name, args)

async function main(name: string, args: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const width = Math.max(...Object.keys(commands).map((key) => key.length))
    const lines = Object.entries(commands).map(
      ([key, { does }]) => `  ${key.padEnd(width)}  ${does}`,
    )
    io.err(['usage: zveno COMMAND', ...lines].join('\n'))
    return name === 'help' || name === '--help' ? 0 : 2
  }
  try {
    const { run } = await command.load()
    return await run(args, io)
  } catch (error) {
    if (error instanceof UsageError || isParseArgsError(error)) {
      io.err(`${(error as Error).message}\nusage: zveno ${name} ${command.does}`)
      return 2
    }
    if (error instanceof InputError || error instanceof SettingsError) {
      io.err(error.message)
      return 1
    }
    throw error
  }
}

function isParseArgsError(error: unknown): boolean {
  const { code } = error as { code?: string }
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')
}

import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface PostgresServer {
  url: (database: string) => string
  dataDir: string
  stop: (mode?: 'fast' | 'immediate') => void
  start: () => void
  remove: () => void
}

/** The folder with initdb and pg_ctl: on PATH, or Debian's own place; null where there is none. */
export function postgresBin(): string | null {
  for (const dir of (process.env.PATH ?? '').split(path.delimiter)) {
    if (dir && existsSync(path.join(dir, 'initdb')) && existsSync(path.join(dir, 'pg_ctl')))
      return dir
  }
  const debian = '/usr/lib/postgresql'
  if (!existsSync(debian)) return null
  const newest = readdirSync(debian).sort((a, b) => Number(b) - Number(a))[0]
  return newest ? path.join(debian, newest, 'bin') : null
}

/** Starts a throw-away server on a Unix socket and a loopback port, as an unprivileged user (PostgreSQL refuses root). */
export function startPostgres(bin: string, options: { durable?: boolean } = {}): PostgresServer {
  const dir = mkdtempSync(path.join(tmpdir(), 'zveno-pg-'))
  const asRoot = process.getuid?.() === 0
  const user = asRoot ? unprivileged() : null
  if (user) chownSync(dir, user.uid, user.gid)
  const dataDir = path.join(dir, 'data')
  // Below those that the system gives to whoever connects somewhere: one of them may be taken.
  const port = 20000 + Math.floor(Math.random() * 12_000)
  const call = (program: string, args: string[]) => {
    const result = spawnSync(path.join(bin, program), args, {
      cwd: dir,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      ...(user ?? {}),
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    })
    if (result.status !== 0) throw new Error(`${program}: ${result.stderr || result.error}`)
  }
  call('initdb', ['-D', dataDir, '-U', 'zveno', '--auth=trust', '-E', 'UTF8', '--no-sync'])
  const settings = [`-p ${port}`, `-k ${dir}`, '-h 127.0.0.1']
  if (!options.durable) settings.push('-F')
  const start = () =>
    call('pg_ctl', [
      '-D',
      dataDir,
      '-w',
      '-l',
      path.join(dir, 'log'),
      '-o',
      settings.join(' '),
      'start',
    ])
  start()
  return {
    dataDir,
    url: (database) => `postgres://zveno@127.0.0.1:${port}/${database}`,
    start,
    stop: (mode = 'fast') => call('pg_ctl', ['-D', dataDir, '-w', '-m', mode, 'stop']),
    remove: () => {
      spawnSync(path.join(bin, 'pg_ctl'), ['-D', dataDir, '-m', 'immediate', 'stop'], {
        cwd: dir,
        ...(user ?? {}),
      })
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function unprivileged(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const uid = Number(execFileSync('id', ['-u', name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      const gid = Number(execFileSync('id', ['-g', name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid, gid }
    } catch {
      continue
    }
  }
  throw new Error('PostgreSQL refuses root, and neither user postgres nor nobody exists')
}

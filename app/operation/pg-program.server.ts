import { spawn } from 'node:child_process'

/** One of PostgreSQL's own programs is not there, or said no; the message says which and what. */
export class ProgramError extends Error {}

/**
 * Runs pg_dump or pg_restore. The address goes in without its password, which everybody on the machine could read in the
 * list of processes; the password goes by the environment.
 */
export function pgProgram(
  program: 'pg_dump' | 'pg_restore',
  args: (address: string) => string[],
  databaseUrl: string,
  signal?: AbortSignal,
): Promise<void> {
  const url = new URL(databaseUrl)
  const password = decodeURIComponent(url.password)
  url.password = ''
  return new Promise((resolve, reject) => {
    const child = spawn(program, args(url.href), {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
      ...(signal ? { signal } : {}),
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text).slice(-4000))
    child.on('error', (error: NodeJS.ErrnoException) => {
      const missing = `${program} is not installed: apt-get install postgresql-client`
      reject(error.code === 'ENOENT' ? new ProgramError(missing) : error)
    })
    child.on('close', (status) => {
      if (status === 0) resolve()
      else reject(new ProgramError(`${program}: ${said.trim()}`))
    })
  })
}

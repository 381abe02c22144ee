import type { TestProject } from 'vitest/node'
import { postgresBin, startPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string | null
    postgresDataDir: string | null
  }
}

/** One PostgreSQL server for the whole run; each test makes its own database in it. */
export default function setup(project: TestProject) {
  const bin = postgresBin()
  if (!bin && process.env.CI === 'true') {
    throw new Error(
      'No PostgreSQL found; with CI=true that is a failure: apt-get install postgresql',
    )
  }
  const server = bin ? startPostgres(bin) : null
  project.provide('postgresUrl', server ? server.url('postgres') : null)
  project.provide('postgresDataDir', server ? server.dataDir : null)
  return () => {
    server?.remove()
    if (!server) {
      console.log(
        '\nPostgreSQL was not found on PATH or under /usr/lib/postgresql: the database tests ran on SQLite alone.',
      )
    }
  }
}

import { expect } from 'vitest'
import { run } from '../../app/cli/directory.ts'
import { directoryOf } from '../../app/people/directory/token.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'

/** The command as the operator types it. */
async function zveno({ dataDir, databaseUrl }: TestDatabase, ...args: string[]) {
  const lines: string[] = []
  const env = {
    ...process.env,
    ...{ DATA_DIR: dataDir, PUBLIC_ORIGIN: 'https://zveno.example', DATABASE_URL: databaseUrl },
  }
  const code = await run(args, { out: (line) => lines.push(line), err: () => {}, env })
  return { code, lines }
}

onBothDatabases(
  'the operator makes a directory’s token, sees when it was used, and revokes it',
  async (database) => {
    const made = await zveno(database, 'make', 'Entra')
    expect(made.lines[0]).toBe('address https://zveno.example/scim/v2')
    const token = /^token ([\w-]{43})$/.exec(made.lines[1]!)![1]!
    const bearer = `Bearer ${token}`
    expect((await zveno(database, 'list')).lines).toEqual([
      expect.stringMatching(/^Entra\tmade \S+\tnever used$/),
    ])
    expect(await directoryOf(database.db, bearer, new Date())).toBe('Entra')
    expect((await zveno(database, 'list')).lines[0]).toMatch(/\tused \d{4}-/)
    await expect(zveno(database, 'make', 'Entra')).rejects.toThrow('already')
    expect((await zveno(database, 'revoke', 'Entra')).code).toBe(0)
    expect(await directoryOf(database.db, bearer, new Date())).toBeNull()
    await expect(zveno(database, 'revoke', 'Entra')).rejects.toThrow('no token called Entra')
    expect((await zveno(database, 'release')).code).toBe(0)
    const told = await database.db
      .selectFrom('audit_entry')
      .orderBy('seq')
      .select(['action', 'by_ref'])
      .execute()
    expect(told).toEqual(
      ['directory.made', 'directory.revoked', 'directory.released'].map((action) => ({
        ...{ action, by_ref: null },
      })),
    )
    for (const wrong of [[], ['make'], ['list', 'x'], ['make', 'a', 'b'], ['open']])
      await expect(zveno(database, ...wrong)).rejects.toThrow('need')
  },
)

import { expect } from 'vitest'
import { run } from '../../app/cli/invite.ts'
import { redeemSignInLink } from '../../app/auth/link.server.ts'
import {
  beginFactor,
  confirmFactor,
  factorOf,
  unconfirmedKey,
} from '../../app/auth/second-factor.server.ts'
import { codeAt, stepAt } from '../../app/auth/totp.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const SECRET = 'a secret of more than thirty-two characters'

/** The command as the operator types it; the token of the link it prints. */
async function invited({ dataDir, databaseUrl }: TestDatabase, ...args: string[]) {
  const lines: string[] = []
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    PUBLIC_ORIGIN: 'https://zveno.example',
  }
  await run(args, { out: (line) => lines.push(line), err: () => {}, env })
  return /^invite https:\/\/zveno\.example\/enter\/([\w-]{43})$/.exec(lines.join('\n'))![1]!
}

onBothDatabases(
  'a link of the operator opens once and leaves a second factor as it is; only where the operator says so it goes',
  async (database) => {
    const { db } = database
    const { owner, hr } = await smallCompany(db)
    for (const id of [owner, hr]) {
      const now = new Date()
      await beginFactor(db, SECRET, id, now)
      const key = (await unconfirmedKey(db, SECRET, id))!
      const code = codeAt(key, stepAt(now))
      expect(await confirmFactor(db, SECRET, id, code, null, now)).not.toBe('wrong')
    }
    const token = await invited(database, '4')
    expect(await redeemSignInLink(db, token, new Date())).toBe(owner)
    expect(await redeemSignInLink(db, token, new Date())).toBeNull()
    expect(await factorOf(db, owner)).not.toBeNull()

    const bare = await invited(database, '4', '--without-second-factor')
    expect(await factorOf(db, owner)).toBeNull()
    expect(await factorOf(db, hr)).not.toBeNull()
    const recovery = db.selectFrom('auth_recovery').where('employee_id', '=', owner)
    expect(await recovery.selectAll().execute()).toEqual([])
    expect(await redeemSignInLink(db, bare, new Date())).toBe(owner)
    // Somebody without one loses none.
    await invited(database, '--without-second-factor', '4')

    const told = await db.selectFrom('audit_entry').orderBy('seq').selectAll().execute()
    expect(told.map(({ action, by_ref }) => [action, by_ref])).toEqual([
      ['link.made', null],
      ['factor.reset', null],
      ['link.made', null],
      ['link.made', null],
    ])
    expect(new Set(told.map(({ subject_id }) => subject_id)).size).toBe(1)
    await expect(invited(database, '99')).rejects.toThrow('Nobody active')
    await expect(invited(database)).rejects.toThrow('one staff number')
    expect(await factorOf(db, hr)).not.toBeNull()
  },
)

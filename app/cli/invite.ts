import { note } from '../audit/note.server.ts'
import { createSignInLink } from '../auth/link.server.ts'
import { factorOf, removeFactor } from '../auth/second-factor.server.ts'
import { employeeIdByStaffNumber } from '../people/employee.server.ts'
import { InputError, UsageError, type Io } from './io.ts'
import { withDatabase } from './open.ts'

const BARE = '--without-second-factor'

export async function run(args: string[], io: Io): Promise<number> {
  const bare = args.includes(BARE)
  const [staffNumber, ...rest] = args.filter((arg) => arg !== BARE)
  if (!staffNumber || rest.length > 0) throw new UsageError('invite needs one staff number')
  return withDatabase(io, async (db, settings) => {
    const employeeId = await employeeIdByStaffNumber(db, staffNumber)
    if (!employeeId) throw new InputError(`Nobody active has the staff number ${staffNumber}.`)
    const subject = { kind: 'person', id: employeeId } as const
    const origin = settings.publicOrigin ?? `http://${settings.host}:${settings.port}`
    const now = new Date()
    const token = await db.transaction().execute(async (trx) => {
      // The last way in for an owner whose phone and recovery codes are lost.
      if (bare && (await factorOf(trx, employeeId))) {
        await removeFactor(trx, employeeId)
        await note(trx, { by: null, action: 'factor.reset', subject }, now)
      }
      const made = await createSignInLink(trx, employeeId, now)
      await note(trx, { by: null, action: 'link.made', subject }, now)
      return made
    })
    io.out(`invite ${origin}/enter/${token}`)
    return 0
  })
}

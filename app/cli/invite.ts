import { noting } from '../audit/note.server.ts'
import { createSignInLink } from '../auth/link.server.ts'
import { removeFactor } from '../auth/second-factor.server.ts'
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
    // The last way in for an owner whose phone and recovery codes are lost.
    if (bare) await removeFactor(db, employeeId)
    const origin = settings.publicOrigin ?? `http://${settings.host}:${settings.port}`
    const now = new Date()
    const token = await noting(
      db,
      (trx) => createSignInLink(trx, employeeId, now),
      () => ({ by: null, action: 'link.made', subject: { kind: 'person', id: employeeId } }),
      now,
    )
    io.out(`invite ${origin}/enter/${token}`)
    return 0
  })
}

import { noting } from '../audit/note.server.ts'
import { heldSince, releaseBrake } from '../people/directory/brake.server.ts'
import {
  directoryTokens,
  makeDirectoryToken,
  NAME_MOST,
  revokeDirectoryToken,
} from '../people/directory/token.server.ts'
import { InputError, UsageError, type Io } from './io.ts'
import { withDatabase } from './open.ts'

export async function run(args: string[], io: Io): Promise<number> {
  const [verb = '', given, ...rest] = args
  const name = given?.trim() ?? ''
  const named = verb === 'make' || verb === 'revoke'
  if (rest.length > 0 || !['list', 'make', 'revoke', 'release'].includes(verb)) {
    throw new UsageError('directory needs list, make NAME, revoke NAME or release')
  }
  if (named !== (name !== '') || name.length > NAME_MOST) {
    throw new UsageError(
      named ? `${verb} needs a name of at most ${NAME_MOST} signs` : `${verb} needs nothing more`,
    )
  }
  return withDatabase(io, async (db, settings) => {
    const now = new Date()
    if (verb === 'make') {
      const made = await noting(
        db,
        (trx) => makeDirectoryToken(trx, name, now),
        (one) =>
          one === 'taken' ? null : { by: null, action: 'directory.made', detail: { name } },
        now,
      )
      if (made === 'taken') throw new InputError(`There is a token called ${name} already.`)
      const origin = settings.publicOrigin ?? `http://${settings.host}:${settings.port}`
      io.out(`address ${origin}/scim/v2`)
      io.out(`token ${made.token}`)
      io.err('The token is shown this once: give it to the directory now.')
    } else if (verb === 'revoke') {
      const revoked = await noting(
        db,
        (trx) => revokeDirectoryToken(trx, name),
        (done) =>
          done === 'revoked' ? { by: null, action: 'directory.revoked', detail: { name } } : null,
        now,
      )
      if (revoked === 'unknown') {
        throw new InputError(`There is no token called ${name}: see "zveno directory list".`)
      }
    } else if (verb === 'release') {
      await noting(
        db,
        (trx) => releaseBrake(trx, now),
        () => ({ by: null, action: 'directory.released' }),
        now,
      )
      io.err('For a day as many people may leave as the directory says.')
    } else {
      for (const { name: called, madeAt, usedAt } of await directoryTokens(db)) {
        const used = usedAt === null ? 'never used' : `used ${new Date(usedAt).toISOString()}`
        io.out(`${called}\tmade ${new Date(madeAt).toISOString()}\t${used}`)
      }
      const held = await heldSince(db, now)
      if (held !== null) {
        io.err(
          `More than a tenth of the people were to leave within a day (${new Date(held).toISOString()}). They are held back; "zveno directory release" lets them.`,
        )
      }
    }
    return 0
  })
}

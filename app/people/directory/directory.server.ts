import { createHash } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { note } from '../../audit/note.server.ts'
import { addEmployee, changeEmployee } from '../employee.server.ts'
import { holdEmployee } from '../hold.server.ts'
import { letLeave, takeBack } from '../person.server.ts'
import { holdTree } from '../tree/hold.server.ts'
import { openPlace } from '../tree/place.server.ts'
import { unitTree } from '../unit.server.ts'
import type { Unit } from '../unit.ts'
import { mayLeave } from './brake.server.ts'
import { personSeen, seenBy } from './find.server.ts'
import { type JsonObject, ScimError } from './scim.ts'
import { type Seen, topUnit, userOf, type Wanted, wantedOf } from './user.ts'

/** A directory has no rights but those that its token's maker, the operator, has: all. */
const OPERATOR = { id: '', roles: ['owner' as const] }

/** The directory that asks, by its token's name, and when. */
export interface Asking {
  name: string
  now: Date
}

export interface Shown {
  user: JsonObject
  /** `W/"…"`: another one where anything of it changed. */
  version: string
}

export function shownOf(person: Seen, units: Unit[]): Shown {
  const user = userOf(person, units)
  const hash = createHash('sha256').update(JSON.stringify(user)).digest('base64url')
  return { user, version: `W/"${hash.slice(0, 16)}"` }
}

/** Somebody joins. Who was deleted here before comes back as the same person. */
export async function joins(db: Db, body: unknown, { name, now }: Asking): Promise<Shown> {
  return inTransaction(db, async (trx) => {
    await holdTree(trx, 'place')
    const units = await unitTree(trx)
    const wanted = wantedOf(body, null, units)
    const unitId = wanted.unitId ?? topUnit(units).id
    const known = await seenBy(trx, wanted.staffNumber)
    if (known && !known.deleted) throw taken(`staff number ${wanted.staffNumber}`)
    const id = known
      ? known.id
      : await addEmployee(
          trx,
          {
            ...{ staffNumber: wanted.staffNumber, name: wanted.name, email: wanted.email ?? null },
            ...{ unitId, locale: wanted.locale ?? 'en', timeZone: wanted.timeZone ?? null },
          },
          now,
        )
    if (known) {
      await takeBack(trx, OPERATOR, id, now)
      await write(trx, known, { ...wanted, unitId })
    }
    await keepNames(trx, id, { ...wanted, externalId: wanted.externalId ?? null })
    const action = known ? 'directory.back' : 'directory.added'
    await note(trx, { by: null, action, subject: { kind: 'person', id }, detail: { name } }, now)
    // What a directory keeps for later: nobody can sign in before it says so.
    if (!wanted.active) await letLeave(trx, OPERATOR, id, now)
    return shownOf((await personSeen(trx, id))!, units)
  })
}

/**
 * Writes what `change` makes of the user: moves, leaves, comes back. `fits` is asked for the version that stands, in the
 * same transaction. Throws a ScimError, 404 where there is nobody of that id.
 */
export async function changes(
  db: Db,
  id: string,
  fits: (version: string) => boolean,
  change: (user: JsonObject) => unknown,
  asking: Asking,
): Promise<Shown> {
  return inTransaction(db, async (trx) => {
    await holdTree(trx, 'place')
    await holdEmployee(trx, id)
    const units = await unitTree(trx)
    const before = await personSeen(trx, id)
    if (!before) throw unknown(id)
    const shown = shownOf(before, units)
    if (!fits(shown.version)) throw stale()
    const wanted = wantedOf(change(shown.user), shown.user, units)
    await apply(trx, before, wanted, asking)
    return shownOf((await personSeen(trx, id))!, units)
  })
}

/** The person leaves, and the directory sees them no more (RFC 7644, 3.6); what they did stays. */
export async function removes(
  db: Db,
  id: string,
  fits: (version: string) => boolean,
  asking: Asking,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await holdEmployee(trx, id)
    const person = await personSeen(trx, id)
    if (!person) throw unknown(id)
    if (!fits(shownOf(person, await unitTree(trx)).version)) throw stale()
    await keepNames(trx, id, person)
    if (person.active) await leaves(trx, id, asking)
    await trx
      .updateTable('people_directory')
      .set({ deleted_at: asking.now.getTime() })
      .where('employee_id', '=', id)
      .execute()
  })
}

async function apply(trx: Db, before: Seen, wanted: Wanted, asking: Asking): Promise<void> {
  const { id } = before
  const subject = { kind: 'person', id } as const
  const said = { by: null, subject, detail: { name: asking.name } }
  if (wanted.staffNumber !== before.staffNumber) {
    throw new ScimError(
      400,
      'A staff number stays with its person: what was learnt hangs on it. Let this one leave and add the other.',
      'mutability',
    )
  }
  const { externalId = before.externalId } = wanted
  await keepNames(trx, id, { ...wanted, externalId })
  if (wanted.active && !before.active) {
    await takeBack(trx, OPERATOR, id, asking.now)
    await note(trx, { ...said, action: 'directory.back' }, asking.now)
  }
  const moved = await write(trx, before, wanted)
  if (moved) await note(trx, { ...said, action: 'directory.changed' }, asking.now)
  if (!wanted.active && before.active) await leaves(trx, id, asking)
}

/** Whether anything of the person themselves is another than before. */
async function write(trx: Db, before: Seen, wanted: Wanted): Promise<boolean> {
  const to = {
    name: wanted.name,
    email: wanted.email === undefined ? before.email : wanted.email,
    // Who comes back is where their unit goes on, if that was merged meanwhile.
    unitId: wanted.unitId ?? (wanted.active ? await openPlace(trx, before.unitId) : before.unitId),
    locale: wanted.locale ?? before.locale,
    timeZone: wanted.timeZone ?? before.timeZone,
  }
  const same = Object.entries(to).every(([key, value]) => before[key as keyof typeof to] === value)
  if (same) return false
  const { hired_on: hiredOn } = await trx
    .selectFrom('people_employee')
    .where('id', '=', before.id)
    .select('hired_on')
    .executeTakeFirstOrThrow()
  await changeEmployee(trx, before.id, { ...to, hiredOn })
  return true
}

async function leaves(trx: Db, id: string, { name, now }: Asking): Promise<void> {
  if (!(await mayLeave(trx, now))) {
    throw new Held(
      'More than a tenth of the directory’s people have left within a day. Nobody else leaves before the portal’s owner says so: zveno directory release.',
    )
  }
  const outcome = await letLeave(trx, OPERATOR, id, now)
  if (outcome === 'last-owner') {
    throw new ScimError(403, 'This is the portal’s last owner: make somebody else one first.')
  }
  const subject = { kind: 'person', id } as const
  await note(trx, { by: null, action: 'directory.left', subject, detail: { name } }, now)
}

/** Who should leave and may not yet; nothing was changed. */
export class Held extends ScimError {
  constructor(detail: string) {
    super(403, detail)
  }
}

type Names = 'name' | 'userName' | 'externalId' | 'givenName' | 'familyName' | 'formatted'

async function keepNames(trx: Db, id: string, person: Pick<Seen, Names>): Promise<void> {
  const { userName, externalId } = person
  const row = {
    ...{ user_name: userName, user_key: userName.toLowerCase(), external_id: externalId },
    ...{ given_name: person.givenName, family_name: person.familyName, deleted_at: null },
    ...{ formatted_name: person.formatted, told_name: person.name },
  }
  const other = await trx
    .selectFrom('people_directory')
    .where('user_key', '=', row.user_key)
    .where('employee_id', '!=', id)
    .select(['employee_id', 'deleted_at'])
    .executeTakeFirst()
  if (other && other.deleted_at === null) throw taken(`userName ${userName}`)
  if (other) {
    await trx.deleteFrom('people_directory').where('employee_id', '=', other.employee_id).execute()
  }
  await trx
    .insertInto('people_directory')
    .values({ employee_id: id, ...row })
    .onConflict((conflict) => conflict.column('employee_id').doUpdateSet(row))
    .execute()
}

function taken(what: string): ScimError {
  return new ScimError(409, `Somebody has the ${what} already.`, 'uniqueness')
}

function unknown(id: string): ScimError {
  return new ScimError(404, `There is no user ${id.slice(0, 100)}.`)
}

function stale(): ScimError {
  return new ScimError(412, 'The user has changed since you read it: read it again.')
}

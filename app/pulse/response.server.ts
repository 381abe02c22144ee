import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { together } from '../../db/together.ts'
import { ENVELOPE_BYTES } from './envelope.ts'
import { signingKeyOf } from './keys.server.ts'
import { blindSignature } from './signing.server.ts'
import { decoded, isSignable, publicKeyOf, sha256Of, tokenIsValid } from './token.server.ts'
import { contextOf, RSA_BYTES, TOKEN_BYTES } from './token.ts'
import { groupKeys } from './wave.server.ts'

/**
 * PostgreSQL: an answer holds the wave's row, so that closing waits for the answers under way and those behind it
 * see the wave closed. SQLite has one writer at a time.
 */
function holding(db: Db) {
  return dialectOf(db) === 'postgres' ? sql`for share` : sql``
}

function bytes(db: Db, value: Buffer) {
  return dialectOf(db) === 'postgres' ? sql`cast(${value} as bytea)` : sql`cast(${value} as blob)`
}

const partRows = compiled((db: Db, given: Given<{ waveId: string; employeeId: string }>) =>
  db
    .selectFrom('pulse_wave as w')
    .leftJoin('pulse_eligible as e', (join) =>
      join.onRef('e.wave_id', '=', 'w.id').on('e.employee_id', '=', given.employeeId),
    )
    .leftJoin('pulse_issued as i', (join) =>
      join.onRef('i.wave_id', '=', 'w.id').on('i.employee_id', '=', given.employeeId),
    )
    .where('w.id', '=', given.waveId)
    .select(['w.status', 'w.issuing', 'w.closes_at', 'e.group_id'])
    .select(['i.employee_id as issued', 'i.blinded_hash']),
)

/**
 * Signs this person's blinded message (base64url, 256 bytes), once for each wave: the same message again gets the
 * same signature, another is refused. What is stored says that this person took a token, and not when.
 *
 * 'not-issuing' after a restore: what was issued since the backup is forgotten, and a second token could be taken.
 * 'keys-missing' where KEY_DIR lacks this group's key.
 */
export async function issueToken(
  db: Db,
  keyDir: string,
  waveId: string,
  employeeId: string,
  blindedText: unknown,
  now: Date,
): Promise<
  | { signature: Buffer }
  | 'no-such-wave'
  | 'not-eligible'
  | 'malformed'
  | 'another'
  | 'closed'
  | 'not-issuing'
  | 'keys-missing'
> {
  const [row] = await partRows(db, { waveId, employeeId })
  if (!row) return 'no-such-wave'
  if (!row.group_id) return 'not-eligible'
  if (row.status !== 'open' || row.closes_at <= now.getTime()) return 'closed'
  if (row.issuing !== 1) return 'not-issuing'
  const blinded = decoded(blindedText, RSA_BYTES)
  if (!blinded) return 'malformed'
  const hash = sha256Of(blinded)
  if (row.issued && !hash.equals(row.blinded_hash ?? Buffer.alloc(0))) return 'another'

  const key = signingKeyOf(keyDir, waveId, row.group_id)
  if (!key) return 'keys-missing'
  if (!isSignable(key, blinded)) return 'malformed'
  if (row.issued) return { signature: await blindSignature(key, blinded) }

  const issuing = sql`
    insert into pulse_issued (wave_id, employee_id, blinded_hash)
    select id, cast(${employeeId} as text), ${bytes(db, hash)} from pulse_wave
    where id = ${waveId} and status = 'open' and issuing = 1 ${holding(db)}
    on conflict do nothing`
  // Side by side, and told when both are done: a row without its signature gets the same one when asked again.
  const [signature, written] = await Promise.all([
    blindSignature(key, blinded),
    together(db, (open) => issuing.execute(open)),
  ])
  if (written.numAffectedRows === 1n) return { signature }
  const other = await db
    .selectFrom('pulse_issued')
    .where('wave_id', '=', waveId)
    .where('employee_id', '=', employeeId)
    .select('blinded_hash')
    .executeTakeFirst()
  if (!other) return 'closed'
  return hash.equals(other.blinded_hash ?? Buffer.alloc(0)) ? { signature } : 'another'
}

/** What a browser posts; all base64url. */
export interface PostedResponse {
  token: Buffer
  signature: Buffer
  context: Buffer
  envelope: Buffer
  withdraw: Buffer
}

/** The five parts in their exact lengths and nothing else; null otherwise. */
export function postedResponse(body: unknown): PostedResponse | null {
  if (body === null || typeof body !== 'object' || Object.keys(body).length !== 5) return null
  const parts = body as Record<keyof PostedResponse, unknown>
  const token = decoded(parts.token, TOKEN_BYTES)
  const signature = decoded(parts.signature, RSA_BYTES)
  const context = decoded(parts.context, CONTEXT_BYTES)
  const envelope = decoded(parts.envelope, ENVELOPE_BYTES)
  const withdraw = decoded(parts.withdraw, 32)
  if (!token || !signature || !context || !envelope || !withdraw) return null
  return { token, signature, context, envelope, withdraw }
}

const UUID = '00000000-0000-0000-0000-000000000000'
const CONTEXT_BYTES = contextOf(UUID, UUID).length

/** Each group's key by its whole context, so that a context of another wave or form finds none. */
const verifiers = new WeakMap<Db, Map<string, Map<string, KeyObject>>>()

async function verifiersOf(db: Db, waveId: string): Promise<Map<string, KeyObject> | null> {
  const known = verifiers.get(db) ?? new Map<string, Map<string, KeyObject>>()
  verifiers.set(db, known)
  const before = known.get(waveId)
  if (before) return before
  const keys = await groupKeys(db, waveId)
  if (!keys) return null
  const made = new Map(
    keys.map(({ group, spki }) => [
      Buffer.from(contextOf(waveId, group)).toString('latin1'),
      publicKeyOf(Buffer.from(spki, 'base64url')),
    ]),
  )
  known.set(waveId, made)
  return made
}

/**
 * Stores one sealed answer. Its group is read from the context only to choose the key, and kept nowhere.
 *
 * 'unsigned' covers a wrong signature as well as a token of another wave or group. A row that is there already is
 * 'repeated' if it is the same to the byte (the first acknowledgement was lost), 'spent' if not, or if it was
 * withdrawn. One verification and one statement, however many have answered.
 */
export async function storeResponse(
  db: Db,
  waveId: string,
  posted: PostedResponse,
  now: Date,
): Promise<'stored' | 'repeated' | 'unsigned' | 'spent' | 'closed' | 'no-such-wave'> {
  const keys = await verifiersOf(db, waveId)
  if (!keys) return 'no-such-wave'
  const key = keys.get(posted.context.toString('latin1'))
  const message = Buffer.concat([posted.token, posted.context])
  if (!key || !tokenIsValid(key, message, posted.signature)) return 'unsigned'

  const spent = sha256Of(message)
  const storing = sql`
    insert into pulse_response (wave_id, spent, envelope, withdraw_hash)
    select id, ${bytes(db, spent)}, ${bytes(db, posted.envelope)}, ${bytes(db, posted.withdraw)}
    from pulse_wave
    where id = ${waveId} and status = 'open' and closes_at > ${now.getTime()} ${holding(db)}
    on conflict do nothing`
  const written = await together(db, (open) => storing.execute(open))
  if (written.numAffectedRows === 1n) return 'stored'

  const row = await db
    .selectFrom('pulse_response')
    .where('wave_id', '=', waveId)
    .where('spent', '=', spent)
    .select(['envelope', 'withdraw_hash'])
    .executeTakeFirst()
  if (row) {
    const same =
      row.envelope !== null &&
      posted.envelope.equals(row.envelope) &&
      posted.withdraw.equals(row.withdraw_hash)
    return same ? 'repeated' : 'spent'
  }
  const wave = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select(['status', 'closes_at'])
    .executeTakeFirstOrThrow()
  // Open and no such token: it was the withdraw hash that somebody else uses.
  return wave.status === 'open' && wave.closes_at > now.getTime() ? 'spent' : 'closed'
}

/**
 * Takes an answer back, for whoever holds the withdraw secret (base64url, 32 bytes), until the wave closes. The envelope
 * goes; the spent token stays, so that nobody answers twice. Repeating it is harmless.
 */
export async function withdrawResponse(
  db: Db,
  waveId: string,
  secretText: unknown,
  now: Date,
): Promise<'withdrawn' | 'malformed' | 'unknown' | 'closed' | 'no-such-wave'> {
  const secret = decoded(secretText, 32)
  if (!secret) return 'malformed'
  return db.transaction().execute(async (trx) => {
    const wave = await trx
      .selectFrom('pulse_wave')
      .where('id', '=', waveId)
      .select(['status', 'closes_at'])
      .$if(dialectOf(db) === 'postgres', (query) => query.forShare())
      .executeTakeFirst()
    if (!wave) return 'no-such-wave'
    if (wave.status !== 'open' || wave.closes_at <= now.getTime()) return 'closed'
    const result = await trx
      .updateTable('pulse_response')
      .set({ envelope: null })
      .where('wave_id', '=', waveId)
      .where('withdraw_hash', '=', sha256Of(secret))
      .executeTakeFirst()
    return result.numUpdatedRows === 1n ? 'withdrawn' : 'unknown'
  })
}

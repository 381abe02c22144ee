import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { together } from '../../db/together.ts'
import { derived } from '../auth/hash.ts'
import { LINE_LENGTH } from './screen.ts'

/** Whose line of which module; nobody else has an address for it. */
interface Place {
  employeeId: string
  slug: string
}

const IV = 12
const TAG = 16
/** Lines are filled up to whole blocks, so that what is stored does not tell how much was written. */
const BLOCK = 128

/** 32 bytes that only this portal's secret makes, others for everybody. */
function keyOf(secret: string, employeeId: string): Buffer {
  return derived(secret, `zveno|training line|${employeeId}`, 32)
}

/** AES-256-GCM, base64url of iv, tag and text. Moved to another person or module it no longer opens. */
function seal(secret: string, { employeeId, slug }: Place, line: string): string {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, employeeId), iv)
  cipher.setAAD(Buffer.from(slug))
  const bytes = Buffer.from(line)
  const filled = Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK)
  bytes.copy(filled)
  const sealed = Buffer.concat([cipher.update(filled), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Null where the portal has another secret than when it was sealed, or somebody changed the row. */
function unseal(secret: string, { employeeId, slug }: Place, text: string): string | null {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < IV + TAG) return null
  const iv = bytes.subarray(0, IV)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, employeeId), iv, {
    authTagLength: TAG,
  })
  decipher.setAAD(Buffer.from(slug))
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG))
  try {
    const filled = Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()])
    return filled.toString().replaceAll('\0', '')
  } catch {
    return null
  }
}

function opened(secret: string, place: Place, row: { text: string; sealed: number }) {
  return row.sealed === 1 ? unseal(secret, place, row.text) : row.text
}

/** The private line, for the person alone. */
export async function lineOf(db: Db, secret: string, place: Place): Promise<string | null> {
  const row = await db
    .selectFrom('training_note')
    .where('employee_id', '=', place.employeeId)
    .where('module', '=', place.slug)
    .select(['text', 'sealed'])
    .executeTakeFirst()
  return row ? opened(secret, place, row) : null
}

/**
 * Keeps the line sealed, at most 280 characters, or deletes it where nothing but blanks is left. Another line is
 * another resolution: it comes back by itself. The same line again changes nothing.
 */
export async function writeLine(
  db: Db,
  secret: string,
  place: Place,
  text: string,
  now: Date,
): Promise<'kept' | 'deleted'> {
  // PostgreSQL refuses NUL inside text; nobody types one.
  const line = Array.from(text.replaceAll('\0', '').trim()).slice(0, LINE_LENGTH).join('')
  const { employeeId, slug } = place
  if (line === '') {
    await db
      .deleteFrom('training_note')
      .where('employee_id', '=', employeeId)
      .where('module', '=', slug)
      .execute()
    return 'deleted'
  }
  if ((await lineOf(db, secret, place)) === line) return 'kept'
  const values = {
    text: seal(secret, place, line),
    sealed: 1,
    written_at: now.getTime(),
    outcome: null,
    put_off_on: null,
  }
  await together(db, (open) =>
    open
      .insertInto('training_note')
      .values({ employee_id: employeeId, module: slug, ...values })
      .onConflict((conflict) => conflict.columns(['employee_id', 'module']).doUpdateSet(values))
      .execute(),
  )
  return 'kept'
}

const DAY_MS = 24 * 60 * 60 * 1000
/** A line comes back once it is this old, and is left alone after the last of these days. */
const BACK_AFTER_DAYS = 3
const BACK_UNTIL_DAYS = 10

const waitingLines = compiled(
  (db: Db, given: Given<{ employeeId: string; from: number; to: number; today: string }>) =>
    db
      .selectFrom('training_note')
      .where('employee_id', '=', given.employeeId)
      .where('outcome', 'is', null)
      .where('written_at', '>', given.from)
      .where('written_at', '<=', given.to)
      .where((eb) => eb.or([eb('put_off_on', 'is', null), eb('put_off_on', '<', given.today)]))
      .orderBy('written_at')
      .select(['module', 'text', 'sealed', 'written_at']),
)

export interface LineBack {
  slug: string
  line: string
  writtenAt: number
}

/**
 * The line that Today brings back: three to ten days old, not answered, and not put off today; the oldest of several,
 * null for none. `today` is 'YYYY-MM-DD' by the company's clock.
 */
export async function lineBack(
  db: Db,
  secret: string,
  employeeId: string,
  today: string,
  now: Date,
): Promise<LineBack | null> {
  const rows = await waitingLines(db, {
    employeeId,
    today,
    from: now.getTime() - (BACK_UNTIL_DAYS + 1) * DAY_MS,
    to: now.getTime() - BACK_AFTER_DAYS * DAY_MS,
  })
  for (const row of rows) {
    const line = opened(secret, { employeeId, slug: row.module }, row)
    if (line !== null) return { slug: row.module, line, writtenAt: row.written_at }
  }
  return null
}

export const LINE_ANSWERS = ['did', 'not-yet', 'let-go'] as const
export type LineAnswer = (typeof LINE_ANSWERS)[number]

/** What the person says became of their line. "Not yet" puts it off until tomorrow; the rest ends its coming back. */
export async function answerLine(
  db: Db,
  { employeeId, slug }: Place,
  answer: LineAnswer,
  today: string,
): Promise<'kept' | 'not-found'> {
  const kept = await db
    .updateTable('training_note')
    .set(answer === 'not-yet' ? { put_off_on: today } : { outcome: answer })
    .where('employee_id', '=', employeeId)
    .where('module', '=', slug)
    .where('outcome', 'is', null)
    .returning('module')
    .executeTakeFirst()
  return kept ? 'kept' : 'not-found'
}

/** Seals the lines that were kept plain before lines were sealed. Harmless to repeat. */
export async function sealPlainLines(db: Db, secret: string): Promise<void> {
  const rows = await db
    .selectFrom('training_note')
    .where('sealed', '=', 0)
    .select(['employee_id', 'module', 'text'])
    .execute()
  for (const { employee_id, module, text } of rows) {
    const place = { employeeId: employee_id, slug: module }
    await db
      .updateTable('training_note')
      .set({ text: seal(secret, place, text), sealed: 1 })
      .where('employee_id', '=', employee_id)
      .where('module', '=', module)
      // Whoever wrote meanwhile has sealed it.
      .where('sealed', '=', 0)
      .execute()
  }
}

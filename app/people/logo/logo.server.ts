import { createHash } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { cleaned } from '../../files/picture.server.ts'
import { type Logo, type LogoFault, MOST, SIDES } from './logo.ts'

export interface LogoFile extends Logo {
  form: 'jpg' | 'png'
  bytes: Buffer
}

/**
 * A logo ready to be kept, or what is wrong with the file: a PNG or JPEG by its content, at most 100 kB, 16…2000 pixels
 * a side. What a camera or a program noted in it is taken out. Never SVG: a drawing can hold scripts.
 */
export function logoIn(source: Uint8Array): LogoFile | LogoFault {
  if (source.length === 0) return 'missing'
  if (source.length > MOST) return 'large'
  const clean = cleaned(source)
  if (clean === 'moving') return 'none'
  if (typeof clean === 'string') return clean
  const { form, width, height, bytes } = clean
  if (form === 'webp') return 'none'
  if (Math.max(width, height) > SIDES.most) return 'wide'
  if (Math.min(width, height) < SIDES.least) return 'small'
  if (bytes.length > MOST) return 'large'
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 20)
  return { hash, form, width, height, weight: bytes.length, bytes }
}

/** The logo that is shown; null where the company has none. */
export async function logo(db: Db): Promise<Logo | null> {
  const row = await db
    .selectFrom('people_logo')
    .select(['hash', 'width', 'height', 'weight'])
    .executeTakeFirst()
  return row ?? null
}

/** Shows this logo from now on; false where it is the one that is shown. */
export async function keepLogo(db: Db, file: LogoFile): Promise<boolean> {
  if ((await logo(db))?.hash === file.hash) return false
  await db
    .insertInto('people_logo')
    .values({ id: 1, ...file })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...file }))
    .execute()
  return true
}

/** Shows the name again; false where there was no logo. */
export async function removeLogo(db: Db): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('people_logo').executeTakeFirst()
  return numDeletedRows > 0n
}

/** The logo of this address, if it is the one that is shown. */
export async function logoBytes(
  db: Db,
  hash: string,
): Promise<{ type: 'image/jpeg' | 'image/png'; bytes: Buffer } | null> {
  const row = await db
    .selectFrom('people_logo')
    .where('hash', '=', hash)
    .select(['form', 'bytes'])
    .executeTakeFirst()
  if (!row) return null
  return { type: row.form === 'jpg' ? 'image/jpeg' : 'image/png', bytes: Buffer.from(row.bytes) }
}

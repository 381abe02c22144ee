import type { Db, Trx } from '../../../db/connect.ts'
import type { CertificateTable } from '../../../db/schema/training.ts'
import type { Path } from '../path.ts'
import { codeOf, fits, idIn, newCertificateId } from './code.server.ts'

import { REASON_LENGTH } from './reason.ts'

export interface Certificate extends CertificateTable {
  /** What proves it, for people to read. */
  code: string
}

/** Writes down what the second passed sitting earned; where one of this path stands already, nothing. */
export async function issueCertificate(
  trx: Trx,
  earned: {
    id: string
    name: string
    path: Path
    company: string
    firstOn: string
    issuedOn: string
  },
  time: number,
): Promise<void> {
  await trx
    .insertInto('training_certificate')
    .values({
      id: newCertificateId(),
      employee_id: earned.id,
      path: earned.path,
      name: earned.name,
      company: earned.company,
      first_on: earned.firstOn,
      issued_on: earned.issuedOn,
      issued_at: time,
      revoked_at: null,
      revoked_by: null,
      reason: '',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A person's own certificate; null for anybody else's and for none. */
export async function certificateOf(
  db: Db,
  secret: string,
  employeeId: string,
  id: string,
): Promise<Certificate | null> {
  const row = await byId(db, id)
  return row?.employee_id === employeeId ? { ...row, code: codeOf(secret, row) } : null
}

/** For HR alone. */
export async function certificateById(db: Db, id: string): Promise<CertificateTable | null> {
  return (await byId(db, id)) ?? null
}

function byId(db: Db, id: string) {
  return db.selectFrom('training_certificate').where('id', '=', id).selectAll().executeTakeFirst()
}

/** What a certificate says, and whether it still stands; no more than is printed on it. */
export interface Verified {
  name: string
  path: Path
  company: string
  firstOn: string
  issuedOn: string
  revokedAt: number | null
}

/** Null for a code that is none of ours, that was altered, or whose certificate was altered behind it. */
export async function verifyCode(db: Db, secret: string, code: string): Promise<Verified | null> {
  const id = idIn(code)
  const row = id === null ? undefined : await byId(db, id)
  if (!row || !fits(secret, code, row)) return null
  return {
    name: row.name,
    path: row.path,
    company: row.company,
    firstOn: row.first_on,
    issuedOn: row.issued_on,
    revokedAt: row.revoked_at,
  }
}

export interface CertificateRow {
  id: string
  name: string
  staffNumber: string
  path: Path
  issuedOn: string
  revokedAt: number | null
  revokedBy: string | null
  reason: string
}

export const CERTIFICATES_A_PAGE = 50

/** All certificates, the newest first, a page at a time; for HR alone. */
export async function certificatePage(
  db: Db,
  page: number,
): Promise<{ rows: CertificateRow[]; more: boolean }> {
  const rows = await db
    .selectFrom('training_certificate as c')
    .innerJoin('people_employee as e', 'e.id', 'c.employee_id')
    .leftJoin('people_employee as by', 'by.id', 'c.revoked_by')
    .orderBy('c.issued_at', 'desc')
    .orderBy('c.id')
    .limit(CERTIFICATES_A_PAGE + 1)
    .offset((page - 1) * CERTIFICATES_A_PAGE)
    .select([
      'c.id',
      'c.name',
      'e.staff_number as staffNumber',
      'c.path',
      'c.issued_on as issuedOn',
      'c.revoked_at as revokedAt',
      'by.name as revokedBy',
      'c.reason',
    ])
    .execute()
  return { rows: rows.slice(0, CERTIFICATES_A_PAGE), more: rows.length > CERTIFICATES_A_PAGE }
}

/** Takes a certificate back for good; the person reads the reason, the public page only that and when. */
export async function revokeCertificate(
  db: Db,
  id: string,
  by: { id: string },
  reason: string,
  now: Date,
): Promise<'revoked' | 'gone' | 'reason'> {
  const why = Array.from(reason.replaceAll('\0', '').trim()).slice(0, REASON_LENGTH).join('')
  if (why === '') return 'reason'
  const result = await db
    .updateTable('training_certificate')
    .set({ revoked_at: now.getTime(), revoked_by: by.id, reason: why })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n ? 'revoked' : 'gone'
}

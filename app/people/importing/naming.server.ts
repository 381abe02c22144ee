import type { Db } from '../../../db/connect.ts'
import { CsvError } from '../../files/csv-fault.ts'
import { uploadedFile } from '../../files/upload.server.ts'
import { rowsIn } from './import.server.ts'
import { dropPeople } from './run.server.ts'

interface Named {
  staffNumber: string
  name: string
  email: string | null
}

/** How a file may name these people, by their ids. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('people_employee')
    .where('id', 'in', ids)
    .select(['staff_number as staffNumber', 'name', 'email'])
    .execute()
}

/**
 * Puts away the people files that wait and name one of these: they lie on the disk by name, and taken later they would bring
 * back who was erased. A file at work is gone as soon as it is through. How many were put away.
 */
export async function dropFilesNaming(
  db: Db,
  dataDir: string,
  people: readonly Named[],
  now: Date,
): Promise<number> {
  if (people.length === 0) return 0
  const small = (text: string | null) => text?.toLowerCase() ?? ''
  const meant: Meant = {
    staff_number: new Set(people.map(({ staffNumber }) => staffNumber)),
    name: new Set(people.map(({ name }) => small(name))),
    email: new Set(people.map(({ email }) => small(email)).filter(Boolean)),
  }
  const waiting = await db
    .selectFrom('people_import')
    .where('state', 'in', ['checking', 'checked'])
    .where('upload', 'is not', null)
    .select(['id', 'upload', 'encoding'])
    .execute()
  let dropped = 0
  for (const { id, upload, encoding } of waiting) {
    if (!(await names(uploadedFile(dataDir, upload!), encoding, meant))) continue
    if ((await dropPeople(db, dataDir, id, now)) === 'dropped') dropped += 1
  }
  return dropped
}

type Meant = Record<'staff_number' | 'name' | 'email', ReadonlySet<string>>

/** A file, or a row, that cannot be read may name anybody. */
async function names(file: string, encoding: string | null, meant: Meant): Promise<boolean> {
  try {
    const rows = await rowsIn(file, encoding ?? undefined)
    if ('reason' in rows) return true
    for await (const batch of rows.batches()) {
      for (const row of batch) {
        if ('reason' in row) return true
        if (meant.staff_number.has(row.staff_number)) return true
        if (meant.name.has(row.name.toLowerCase())) return true
        if (meant.email.has(row.email.toLowerCase())) return true
      }
    }
    return false
  } catch (error) {
    if (error instanceof CsvError) return true
    throw error
  }
}

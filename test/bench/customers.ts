import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { addEmployee, grantRole } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { ImportReport } from '../../app/nps/import.ts'
import { importCustomers } from '../../app/nps/import.server.ts'
import { touchpoints } from '../../app/touchpoints/touchpoint.server.ts'
import type { Db } from '../../db/connect.ts'

export const SITES = 12
const MONTHS = 18
const DAY_MS = 86_400_000

const WORDS = [
  'Friendly and quick, I will come again',
  'The queue at the tills was long, nobody opened a second one',
  'They found the plant I was looking for, and told me how to keep it alive',
  'Parking is hard on Saturdays',
  'Nobody, on the whole floor, could say when it is back in stock',
]

/** Twelve sites in one company, an employee of one of them, and somebody of HR. */
export async function sites(db: Db, now: Date): Promise<{ employee: string; hr: string }> {
  const company = { id: 'company', parentId: null, code: 'company', name: 'Garden' }
  await addUnit(db, { ...company, kind: 'company' })
  for (let i = 1; i <= SITES; i++) {
    const name = `Site ${i}`
    await addUnit(db, { id: `s${i}`, parentId: 'company', code: `s${i}`, name, kind: 'site' })
  }
  const person = (staffNumber: string, name: string, unitId: string) =>
    addEmployee(db, { staffNumber, name, unitId, locale: 'en' }, now)
  const employee = await person('1', 'Emma', 's1')
  const hr = await person('2', 'Hanna', 'company')
  await grantRole(db, hr, 'hr')
  return { employee, hr }
}

/** A till's export: `rows` answers over eighteen months up to `now`, in order of time; the same each time. */
export async function customersFile(
  dir: string,
  rows: number,
  now: Date,
  sites = SITES,
): Promise<string> {
  const file = path.join(dir, `customers-${rows}.csv`)
  const out = createWriteStream(file)
  const codes = touchpoints().map(({ code }) => code)
  const random = seeded(rows)
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)]!
  const from = now.getTime() - MONTHS * 30 * DAY_MS
  const step = (MONTHS * 30 * DAY_MS) / rows
  out.write('time,site,touchpoint,score,comment\n')
  let text = ''
  for (let i = 0; i < rows; i++) {
    const time = new Date(from + i * step).toISOString().slice(0, 19).replace('T', ' ')
    const score = Math.min(10, Math.floor(random() * 6) + 5)
    const comment = random() < 0.3 ? `"${pick(WORDS)}"` : ''
    text += `${time},Site ${1 + Math.floor(random() * sites)},${pick(codes)},${score},${comment}\n`
    if (text.length > 1_000_000) {
      if (!out.write(text)) await once(out, 'drain')
      text = ''
    }
  }
  out.end(text)
  await once(out, 'close')
  return file
}

/** Takes the file in as `zveno import customers` does. */
export async function taken(db: Db, file: string, now: Date): Promise<ImportReport> {
  const mapping = {
    score: 'score',
    at: 'time',
    unit: 'site',
    touchpoint: 'touchpoint',
    comment: 'comment',
  }
  return importCustomers(db, file, { source: 'till', mapping }, null, now)
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { verify } from '../../app/cli/verify.ts'
import { SIGNS } from '../../app/feedback/kinds.ts'
import { logObservation } from '../../app/feedback/observation.server.ts'
import { employeeById } from '../../app/people/employee.server.ts'
import { touchpoints } from '../../app/touchpoints/touchpoint.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

onBothDatabases(
  'verify passes a sound portal and names a total that does not add up',
  async ({ db, dataDir }) => {
    const now = new Date()
    const people = await smallCompany(db, now)
    const me = await employeeById(db, people.employee)
    await logObservation(
      db,
      me!,
      {
        key: randomUUID(),
        touchpoint: touchpoints()[0]!.code,
        grade: 'wow',
        signs: [SIGNS[0]],
        note: '',
        suggestion: '',
      },
      now,
    )
    const good = await verify(db, dataDir)
    expect(good.filter((check) => !check.ok)).toEqual([])
    expect(good.map((check) => check.name)).toContain('disclosure')

    await db.updateTable('feedback_grade_total').set({ wow: 2 }).execute()
    const bad = await verify(db, dataDir)
    expect(bad.filter((check) => !check.ok).map((check) => check.name)).toEqual([
      'observation totals',
    ])
  },
)

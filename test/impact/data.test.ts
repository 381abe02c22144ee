import { expect } from 'vitest'
import { run as link } from '../../app/cli/link.ts'
import { run as nps } from '../../app/cli/nps.ts'
import { dataText } from '../../app/impact/data.server.ts'
import { scoreOfUnits } from '../../app/impact/impact.server.ts'
import { recomputeLink } from '../../app/impact/link.server.ts'
import { scopeFor } from '../../app/impact/scope.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { addUnit, unitTree } from '../../app/people/unit.server.ts'
import { seededRandom } from '../../app/statistics/random.ts'
import type { Db } from '../../db/connect.ts'
import { fileOf } from '../support/command.ts'
import { onBothDatabases } from '../support/database.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const MONTHS = ['2026-01', '2026-04', '2026-07', '2026-10']
const ASKED = [
  ['advice', 'code'],
  ['', 'import'],
  ['advice', 'staff'],
] as const

/** Twelve places, four quarters; what is noted and answered drawn by chance, the better places better in both. */
async function company(db: Db): Promise<void> {
  await setCompany(db, 'Garden', 'UTC')
  await addUnit(db, { id: 'c', parentId: null, code: 'c', name: 'Garden', kind: 'company' })
  const random = seededRandom(7)
  const below = (n: number) => Math.floor(random() * n)
  const grades = []
  const answers = []
  for (let place = 0; place < 12; place++) {
    const id = `s${(place * 5) % 12}`
    await addUnit(db, { id, parentId: 'c', code: id, name: `Site ${place}`, kind: 'site' })
    for (const month of MONTHS) {
      grades.push({
        ...{ site_id: id, touchpoint: 'advice', month },
        ...{ wow: 3 + place + below(9), normal: 8 + below(9), poor: 2 + below(9) },
      })
      for (const [touchpoint, by] of ASKED) {
        answers.push({
          ...{ unit_id: id, touchpoint, month, collected_by: by, score_sum: 0 },
          promoters: 20 + place + below(9),
          passives: 15 + below(9),
          detractors: 10 + below(9),
        })
      }
    }
  }
  await db.insertInto('feedback_grade_total').values(grades).execute()
  await db.insertInto('nps_total').values(answers).execute()
}

/** What the command prints, in this process: a dozen started ones would only wait for each other. */
const json = async (command: typeof link, args: string[]) => {
  const lines: string[] = []
  const io = {
    out: (line: string) => void lines.push(line),
    err: () => {},
    env: process.env,
  }
  expect(await command([...args, '--json'], io)).toBe(0)
  return JSON.parse(lines.join(''))
}

onBothDatabases(
  'whoever downloads the rows behind the link makes the very figures of it that stand on the page',
  async ({ db }) => {
    await company(db)
    const stored = await recomputeLink(db, NOW)
    expect(stored.used).toBe(12)
    const scope = scopeFor(await unitTree(db), { unitId: 'c', leads: [], roles: [] }, null)!

    const places = await dataText(db, 'places.csv', scope, NOW)
    const columns = ['--unit', 'place', '--x', 'index', '--y', 'nps']
    const between = await json(link, [fileOf(places, 'places.csv'), ...columns])
    expect(between).toMatchObject({
      units: 12,
      skipped: 0,
      kendall: stored.kendall!,
      spearman: stored.spearman!,
      between: stored.between!,
    })
    const quarters = await dataText(db, 'quarters.csv', scope, NOW)
    const within = await json(link, [
      fileOf(quarters, 'quarters.csv'),
      ...columns,
      ...['--time', 'quarter'],
    ])
    expect(within.rows).toBe(stored.within!.quarters)
    const { slope, se, t } = stored.within!
    expect(within.within).toEqual({ slope, se, t })
    // No name and no id of a place, only its number.
    expect(places + quarters).not.toMatch(/Site|s\d+,/)
  },
)

onBothDatabases(
  'whoever downloads the answers behind a score makes the very score of them',
  async ({ db }) => {
    await company(db)
    const scope = scopeFor(await unitTree(db), { unitId: 's3', leads: [], roles: [] }, null)!
    const text = await dataText(db, 'answers.csv', scope, NOW)
    const got = await json(nps, [
      ...[fileOf(text), '--score', 'band'],
      ...['--times', 'answers', '--by', 'touchpoint'],
    ])
    const { n, value, low, high } = await scoreOfUnits(db, scope.unitIds, NOW)
    expect(got).toMatchObject({ n, nps: value, low, high, skipped: 0 })
    expect(got.groups.map(({ group }: { group: string }) => group)).toEqual(['advice', 'visit'])
    expect(text).not.toContain('staff')
  },
)

onBothDatabases(
  'scores of places with few answers are drawn to the mean, and lie between',
  async ({ db }) => {
    await company(db)
    const { pooled } = await recomputeLink(db, NOW)
    for (const id of ['s0', 's5', 's11']) {
      const own = (await scoreOfUnits(db, [id], NOW)).value!
      const shown = pooled!.shown[id]!
      expect(shown).toBeGreaterThanOrEqual(Math.min(own, pooled!.mean))
      expect(shown).toBeLessThanOrEqual(Math.max(own, pooled!.mean))
    }
  },
)

import { randomUUID } from 'node:crypto'
import type { KyselyPlugin } from 'kysely'
import { expect } from 'vitest'
import { impact, scoreOfUnits } from '../../app/impact/impact.server.ts'
import { askForLink, linkJobs, recomputeLink, storedLink } from '../../app/impact/link.server.ts'
import { scopeFor, type Scope } from '../../app/impact/scope.ts'
import { runDueJobs } from '../../app/jobs/job.server.ts'
import { sourceNamed, storeResponses, storing } from '../../app/nps/store.server.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit, unitTree } from '../../app/people/unit.server.ts'
import { logObservation } from '../../app/feedback/observation.server.ts'
import type { CollectedBy } from '../../db/schema/nps.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const ME = { id: 'nobody', locale: 'en' } as const

async function company(db: Db, sites: number): Promise<string[]> {
  await setCompany(db, 'Garden', 'Asia/Jerusalem')
  const add = (id: string, parentId: string | null, kind: 'company' | 'site') =>
    addUnit(db, { id, parentId, code: id, name: `Unit ${id}`, kind })
  await add('company', null, 'company')
  const ids = Array.from({ length: sites }, (_, at) => `site-${String(at).padStart(2, '0')}`)
  for (const id of ids) await add(id, 'company', 'site')
  return ids
}

async function scope(db: Db, unitId: string): Promise<Scope> {
  return scopeFor(await unitTree(db), { unitId, leads: [], roles: [] }, null) as Scope
}

/** What colleagues noted in a month, as the totals hold it. */
async function noted(db: Db, siteId: string, wow: number, poor: number, touchpoint = 'advice') {
  await db
    .insertInto('feedback_grade_total')
    .values({ site_id: siteId, touchpoint, month: '2026-10', wow, poor, normal: 40 - wow - poor })
    .execute()
}

/** What customers answered in a month, as the totals hold it. */
async function answered(
  db: Db,
  unitId: string,
  [promoters, passives, detractors]: [number, number, number],
  { touchpoint = 'advice', month = '2026-10', by = 'import' as CollectedBy } = {},
) {
  const row = { unit_id: unitId, touchpoint, month, collected_by: by, score_sum: 0 }
  await db
    .insertInto('nps_total')
    .values({ ...row, promoters, passives, detractors })
    .execute()
}

onBothDatabases(
  'a link that is there is found and stored, whatever staff collected',
  async ({ db }) => {
    const sites = await company(db, 10)
    expect(await storedLink(db)).toBeNull()
    for (const [place, id] of sites.entries()) {
      await noted(db, id, 5 + place * 2, 8)
      await answered(db, id, [20 + place * 4, 40, 20])
      // Kinder by far where the rest is poor: counted in, it would turn the link round.
      await answered(db, id, [500 - place * 50, 0, place * 50], { by: 'staff' })
    }
    await recomputeLink(db, NOW)
    const link = await recomputeLink(db, NOW)
    expect(link).toMatchObject({ verdict: 'higher', sites: 10, used: 10, leftOut: 5000 })
    expect(link.spearman?.rho).toBeCloseTo(1, 10)
    expect(link.collected).toEqual([{ by: 'import', n: link.answers }])
    expect(await storedLink(db)).toEqual(link)
  },
)

onBothDatabases('a link in one kind of touchpoints is not claimed for another', async ({ db }) => {
  const sites = await company(db, 12)
  for (const [place, id] of sites.entries()) {
    await noted(db, id, 4 + place * 2, 8)
    await answered(db, id, [20 + place * 4, 40, 20])
    // Parking: notes and answers in orders that have nothing to do with each other.
    await noted(db, id, 4 + ((place * 5) % 12), 8, 'parking')
    await answered(db, id, [20 + ((place * 7 + 3) % 12) * 3, 40, 20], { touchpoint: 'parking' })
    await answered(db, id, [90, 5, 5], { touchpoint: '' })
  }
  const { groups } = await recomputeLink(db, NOW)
  expect(groups.map(({ group, verdict, used }) => [group, verdict, used])).toEqual([
    ['business', 'cannot-tell', 12],
    ['product', 'too-few', 0],
    ['service', 'too-few', 0],
    ['employee', 'higher', 12],
  ])
})

onBothDatabases(
  'what happened more than twelve months ago is not in any figure',
  async ({ db }) => {
    const [id] = (await company(db, 1)) as [string]
    await answered(db, id, [40, 10, 0], { month: '2025-11' })
    const page = await impact(db, ME, await scope(db, id), NOW)
    expect(page.score).toMatchObject({ n: 0, value: null })
    expect(page.newest).toBe('2025-11')
    await answered(db, id, [40, 10, 0], { month: '2025-12' })
    const now = await impact(db, ME, await scope(db, id), NOW)
    expect(now.score).toMatchObject({ n: 50, value: 80 })
    expect(now.newest).toBeNull()
    expect(await scoreOfUnits(db, [id], NOW)).toEqual(now.score)
  },
)

onBothDatabases(
  'the page is the same when every single answer and observation is gone: it reads totals',
  async ({ db }) => {
    const [id] = (await company(db, 1)) as [string]
    const author = await addEmployee(
      db,
      { staffNumber: '1', name: 'Dana', unitId: id, locale: 'en' },
      NOW,
    )
    for (let n = 0; n < 12; n++) {
      const data = {
        key: randomUUID(),
        touchpoint: 'checkout',
        grade: n < 8 ? ('wow' as const) : ('poor' as const),
        note: 'x',
        signs: ['comes-back' as const],
      }
      await logObservation(db, { id: author, unitId: id }, data, NOW)
    }
    const source = await sourceNamed(db, 'post', 'import', NOW)
    const answers = Array.from({ length: 40 }, (_, n) => ({
      identity: `i${n}`,
      unitId: id,
      touchpoint: n % 2 ? 'checkout' : '',
      score: n % 11,
      answeredOn: '2026-11-01',
      why: null,
      improve: null,
      satisfaction: null,
      intent: null,
      visits: null,
      basket: null,
    }))
    await storing(db, (trx) => storeResponses(trx, source, null, answers, new Date()))

    const before = await impact(db, ME, await scope(db, id), NOW)
    expect(before.score.n).toBe(40)
    expect(before.noted).toMatchObject({ n: 12, wow: 8, poor: 4 })
    expect(before.map).toMatchObject([
      { touchpoint: 'checkout', customers: { n: 20, value: null } },
    ])
    expect(before.wholeVisit?.customers.n).toBe(20)
    expect(before.signs).toMatchObject({ total: 12 })
    await db.deleteFrom('nps_response').execute()
    await db.deleteFrom('feedback_sign').execute()
    await db.deleteFrom('feedback_observation').execute()
    expect(await impact(db, ME, await scope(db, id), NOW)).toEqual(before)
  },
)

onBothDatabases(
  'one site with few answers and twelve sites with many take the same number of queries',
  async ({ db }) => {
    const sites = await company(db, 12)
    let asked = 0
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        asked++
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const counted = db.withPlugin(counting)
    const queries = async (unitId: string) => {
      asked = 0
      await impact(counted, ME, await scope(db, unitId), NOW)
      return asked
    }
    await answered(db, sites[0] as string, [1, 1, 1])
    // The modules are read once a process.
    await queries(sites[0] as string)
    const one = await queries(sites[0] as string)
    for (const id of sites) {
      await noted(db, id, 20, 5)
      for (const month of ['2026-07', '2026-08', '2026-09']) {
        await answered(db, id, [9000, 500, 500], { month })
      }
    }
    expect(await queries('company')).toBe(one)
    expect(one).toBeLessThanOrEqual(10)
  },
)

onBothDatabases(
  'a shift of observations asks for one new link, and the job makes it',
  async ({ db }) => {
    await company(db, 2)
    const at = (minute: number) => new Date(NOW.getTime() + minute * 60_000)
    for (const minute of [1, 4, 9]) await askForLink(db, at(minute))
    await askForLink(db, at(11))
    const jobs = await db.selectFrom('job').where('kind', '=', 'impact-link').selectAll().execute()
    expect(jobs).toHaveLength(2)
    expect(
      await runDueJobs(
        db,
        linkJobs(db, () => at(10)),
        () => at(10),
      ),
    ).toEqual({
      done: 1,
      failed: 0,
    })
    expect(await storedLink(db)).toMatchObject({ verdict: 'too-few', sites: 2, missing: null })
  },
)

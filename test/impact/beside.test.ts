import { expect, test } from 'vitest'
import { run as link } from '../../app/cli/link.ts'
import { LOCALES } from '../../app/i18n/locale.ts'
import { lessonProse, pulseProse } from '../../app/impact/beside-prose.server.ts'
import { dataText } from '../../app/impact/data.server.ts'
import { recomputeLesson, type StoredLesson } from '../../app/impact/lesson.server.ts'
import { pulseLink } from '../../app/impact/pulse-link.ts'
import { recomputePulse, type StoredPulse } from '../../app/impact/pulse-link.server.ts'
import { scopeFor, type Scope } from '../../app/impact/scope.ts'
import { storedResults } from '../../app/impact/stored.server.ts'
import { monthsTo } from '../../app/impact/window.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit, unitTree } from '../../app/people/unit.server.ts'
import { publish } from '../../app/pulse/close.server.ts'
import { publishReport } from '../../app/pulse/publish.ts'
import { FrozenWave } from '../../app/pulse/report.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { seededRandom } from '../../app/statistics/random.ts'
import type { Db } from '../../db/connect.ts'
import { fileOf } from '../support/command.ts'
import { onBothDatabases } from '../support/database.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const MONTHS = monthsTo(NOW, 'UTC', 24)

async function company(db: Db, sites: number): Promise<string[]> {
  await setCompany(db, 'Garden', 'UTC')
  await addUnit(db, { id: 'c', parentId: null, code: 'c', name: 'Garden', kind: 'company' })
  const ids = Array.from(
    { length: sites },
    (_, at) => `id-${String((at * 37) % 100).padStart(2, '0')}`,
  )
  for (const [at, id] of ids.entries()) {
    await addUnit(db, { id, parentId: 'c', code: id, name: `Garden ${at}`, kind: 'site' })
  }
  return ids
}

async function everything(db: Db): Promise<Scope> {
  return scopeFor(await unitTree(db), { unitId: 'c', leads: [], roles: ['hr'] }, null) as Scope
}

/** What customers answered at a place in a month, as the totals hold it. */
function answers(unit: string, month: string, nps: number) {
  const promoters = Math.round(40 + nps / 2)
  return {
    ...{ unit_id: unit, touchpoint: 'advice', month, collected_by: 'import' as const },
    ...{ score_sum: 0, promoters, passives: 20, detractors: 80 - promoters },
  }
}

let number = 0
async function people(db: Db, unitId: string, finished: (string | null)[], left = 0) {
  for (const [at, month] of [...finished, ...Array.from({ length: left }, () => null)].entries()) {
    number++
    const who = { staffNumber: `N${number}`, name: `Person ${number}`, unitId }
    const id = await addEmployee(db, { ...who, locale: 'en' }, NOW)
    if (at >= finished.length) {
      await db.updateTable('people_employee').set({ status: 'left' }).where('id', '=', id).execute()
    }
    if (month === null) continue
    const at_ = Date.parse(`${month}-15T10:00:00Z`)
    await db
      .insertInto('training_enrolment')
      .values({ employee_id: id, module: 'chain', started_at: at_, completed_at: at_ })
      .execute()
  }
}

/** What the command prints, in this process. */
async function json(args: string[]) {
  const lines: string[] = []
  const io = { out: (line: string) => void lines.push(line), err: () => {}, env: process.env }
  expect(await link([...args, '--json'], io)).toBe(0)
  return JSON.parse(lines.join(''))
}

onBothDatabases(
  'a place counts from the month half of its people had finished; a lift that follows is found, and anybody can make the figure again',
  async ({ db }) => {
    const sites = await company(db, 13)
    const trained = ['2026-02', '2026-03', '2026-03', '2026-04', '2026-05', '2026-06']
    const rows = []
    for (const [at, id] of sites.slice(0, 12).entries()) {
      const month = trained[at] ?? null
      // Three of six by that month; the fourth later. Who has left would make it less than half.
      const before = month === null ? null : '2026-01'
      await people(db, id, [before, before, month, null, null, null], 4)
      for (const [when, each] of MONTHS.entries()) {
        const lifted = month !== null && each > month
        rows.push(answers(id, each, ((at * 7 + when * 5) % 11) + (lifted ? 30 : 0)))
      }
    }
    // Five people are too few: whether half have finished would speak of two or three.
    await people(db, sites[12]!, ['2026-03', '2026-03', '2026-03', null, null])
    rows.push(...MONTHS.map((each) => answers(sites[12]!, each, 60)))
    for (let at = 0; at < rows.length; at += 50) {
      await db
        .insertInto('nps_total')
        .values(rows.slice(at, at + 50))
        .execute()
    }
    await recomputeLesson(db, NOW)
    await recomputeLesson(db, NOW)
    const lesson = (await storedResults(db)).lesson as StoredLesson
    expect(lesson).toMatchObject({ outcome: 'higher', sites: 12, trained: 6, begun: 6, units: 12 })
    expect(lesson.difference).toBeGreaterThan(25)
    expect(lesson.difference).toBeLessThan(35)
    expect(lesson.low).toBeGreaterThan(0)

    const text = await dataText(db, 'lesson.csv', await everything(db), NOW)
    expect(text).not.toMatch(/Person|N\d|Garden|id-/)
    const columns = ['--unit', 'place', '--y', 'nps', '--time', 'month']
    const file = fileOf(text, 'lesson.csv')
    const made = await json([file, ...columns, '--since', 'finished', '--n', 'answers'])
    const { outcome, difference, p, low, high, begun, units } = lesson
    expect(made.stepped).toEqual({ outcome, difference, p, low, high, begun, units })
    expect(made).toMatchObject({ rows: 12 * 24, skipped: 0, units: 12 })
  },
)

onBothDatabases(
  'where nobody has finished the lesson the portal says what is missing and gives no figure',
  async ({ db }) => {
    const sites = await company(db, 9)
    for (const id of sites) await people(db, id, [null, null, null, null, null, null])
    await recomputeLesson(db, NOW)
    const { lesson } = await storedResults(db)
    expect(lesson).toMatchObject({ outcome: 'too-few', trained: 0, difference: null, p: null })
    const said = lessonProse(lesson, 'UTC', 'en')
    expect(said.sentences.at(-1)).toBe('In no place has half of the people finished it yet.')
  },
)

/** A closed wave of that company: `good` −1…1 of each place moves how people answer about their leader, nothing else. */
async function closedWave(db: Db, sites: readonly string[], good: readonly number[], few: number) {
  const asked = survey('chain')!
  const wave = FrozenWave.parse({
    id: 'wave',
    thresholds: { cell: 6, detail: 10 },
    questions: asked.questions.map(({ id, kind, driver }) => ({ id, kind, driver })),
    units: [
      { id: 'c', code: 'c', parent: null },
      ...sites.map((id) => ({ id, code: id, parent: 'c' })),
    ],
    groups: sites.map((id) => ({ id: `group ${id}`, unit: id, kind: 'whole', eligible: 20 })),
  })
  const random = seededRandom(11)
  const said = sites.flatMap((site, at) =>
    // Some places have too few who answered: nothing of them may come in.
    Array.from({ length: at < few ? 4 : 20 }, () => ({
      group: `group ${site}`,
      comments: [],
      answers: Object.fromEntries(
        asked.questions
          .filter(({ kind }) => kind === 'item' || kind === 'enps')
          .map(({ id, kind }) => {
            if (kind === 'enps') return [id, Math.floor(random() * 11)]
            const moved = id === 'leader_trust' ? good[at]! * 1.5 : 0
            return [id, Math.min(5, Math.max(1, Math.round(3 + moved + (random() - 0.5) * 3)))]
          }),
      ),
    })),
  )
  const counts = { issued: said.length, redeemed: said.length, withdrawn: 0, unreadable: 0 }
  const manifest = { survey: asked, thresholds: wave.thresholds, groups: wave.groups }
  await db
    .insertInto('pulse_wave')
    .values({
      ...{ id: 'wave', survey_id: asked.id, survey_version: asked.version, status: 'closing' },
      ...{ issuing: 1, launched_at: 0, closes_at: NOW.getTime(), ended_at: null, cleaned: 0 },
      ...{ manifest: JSON.stringify(manifest), frozen: JSON.stringify(wave) },
      ...{ code: '00', outcome: null, report: null },
    })
    .execute()
  expect(await publish(db, 'wave', publishReport(wave, said, counts, random), NOW)).toBe(
    'published',
  )
}

onBothDatabases(
  'a company of sixty places: the question that goes with the score is found among all of them, from published figures alone',
  async ({ db }) => {
    const sites = await company(db, 60)
    const good = sites.map((_, at) => ((at * 29) % 60) / 29.5 - 1)
    await closedWave(db, sites, good, 6)
    const rows = sites.map((id, at) => answers(id, '2026-10', 20 + good[at]! * 35))
    await db.insertInto('nps_total').values(rows).execute()
    await recomputePulse(db, NOW)
    const pulse = (await storedResults(db)).pulse as StoredPulse
    expect(pulse).toMatchObject({ verdict: 'told', places: 54, sites: 60, ended: NOW.getTime() })
    const told = pulse.questions.filter(({ outcome }) => outcome !== 'cannot-tell')
    expect(told.map(({ question, outcome }) => [question, outcome])).toEqual([
      ['leader_trust', 'higher'],
    ])
    expect(pulse.questions.length).toBeGreaterThan(3)

    // Six places are hidden: no row speaks of them, and the rows say no more than the cells do.
    const text = await dataText(db, 'pulse.csv', await everything(db), NOW)
    expect(text.trim().split('\n')).toHaveLength(1 + 54)
    expect(text).not.toMatch(/Garden|id-/)
    const file = fileOf(text, 'pulse.csv')
    const made = await json([file, '--unit', 'place', '--x', 'leader_trust', '--y', 'nps'])
    const { rho, low, high } = told[0]!
    expect(made).toMatchObject({ units: 54, spearman: { rho, low, high } })

    const said = pulseProse(pulse, 'UTC', 'en')
    expect(said.title).toContain('score higher')
    expect(said.sentences[0]).toContain('does not prove')

    // One published figure less, one place less: nothing else of a pulse is read.
    await db.deleteFrom('pulse_cell').where('unit_id', '=', sites[30]!).execute()
    await recomputePulse(db, NOW)
    expect((await storedResults(db)).pulse).toMatchObject({ places: 53 })
  },
)

onBothDatabases(
  'twelve places say nothing about pulse and score, however many people answer',
  async ({ db }) => {
    const sites = await company(db, 12)
    const good = sites.map((_, at) => at / 5.5 - 1)
    await closedWave(db, sites, good, 0)
    const rows = sites.map((id, at) => answers(id, '2026-10', good[at]! * 50))
    await db.insertInto('nps_total').values(rows).execute()
    await recomputePulse(db, NOW)
    const { pulse } = await storedResults(db)
    expect(pulse).toMatchObject({ verdict: 'too-few', places: 12, questions: [] })
    expect(pulseProse(pulse, 'UTC', 'en').sentences[0]).toContain('We have 12 places in all')
  },
)

test('twenty-nine places are too few, thirty are asked, and of many questions the weakest alone is not named', () => {
  const places = (n: number, y: (at: number) => number) =>
    Array.from({ length: n }, (_, at) => ({ place: `${at}`, pulse: at, nps: y(at) }))
  const clear = { question: 'clear', places: places(29, (at) => at) }
  expect(pulseLink([clear])).toMatchObject({ verdict: 'too-few', places: 29, questions: [] })
  const asked = pulseLink([{ question: 'clear', places: places(30, (at) => -at) }])
  expect(asked.questions[0]).toMatchObject({ outcome: 'lower', rho: -1 })
  const random = seededRandom(3)
  const weak = { question: 'weak', places: places(40, (at) => at + random() * 110) }
  const alone = pulseLink([weak]).questions[0]!
  expect(alone.outcome).toBe('higher')
  expect(alone.p).toBeGreaterThan(0.0025)
  const noise = Array.from({ length: 19 }, (_, at) => {
    return { question: `${at}`, places: places(40, () => random()) }
  })
  expect(pulseLink([weak, ...noise]).verdict).toBe('cannot-tell')
})

const lesson: StoredLesson = {
  ...{ outcome: 'higher', begun: 6, units: 12, difference: 12.3, p: 0.01, low: 3, high: 21 },
  ...{ sites: 12, trained: 8, from: '2024-12', to: '2026-11', computedAt: NOW.getTime() },
}
const few = { outcome: 'too-few', difference: null, p: null, low: null, high: null } as const
const LESSONS: Record<string, StoredLesson | null> = {
  'not computed': null,
  higher: lesson,
  lower: { ...lesson, outcome: 'lower', difference: -12.3, low: -21, high: -3 },
  'cannot tell': { ...lesson, outcome: 'cannot-tell', p: 0.4, low: -5 },
  'no range': { ...lesson, outcome: 'cannot-tell', p: 0.4, low: null, high: null },
  'too few': { ...lesson, ...few },
  nowhere: { ...lesson, ...few, trained: 0 },
}
const question = { question: 'q', places: 54, rho: 0.6, low: 0.4, high: 0.8, p: 0.0001 }
const pulse: StoredPulse = {
  ...{
    verdict: 'told',
    places: 54,
    sites: 60,
    ended: NOW.getTime(),
    from: '2025-12',
    to: '2026-11',
  },
  questions: [{ ...question, outcome: 'higher' }],
  texts: { q: { en: 'I can grow here', ru: 'Я могу здесь расти', he: 'אפשר להתפתח כאן' } },
  computedAt: NOW.getTime(),
}
const PULSES: Record<string, StoredPulse | null> = {
  'not computed': null,
  'no wave': { ...pulse, verdict: 'too-few', questions: [], ended: null },
  small: { ...pulse, verdict: 'too-few', questions: [], sites: 12, places: 9 },
  few: { ...pulse, verdict: 'too-few', questions: [], places: 20 },
  chance: {
    ...pulse,
    verdict: 'cannot-tell',
    questions: [{ ...question, outcome: 'cannot-tell' }],
  },
  higher: pulse,
  lower: { ...pulse, questions: [{ ...question, outcome: 'lower', rho: -0.6 }] },
}

test('every answer about lesson and pulse has its own sentences in three languages, and none is called a cause', () => {
  for (const locale of LOCALES) {
    for (const said of [
      Object.values(LESSONS).map((one) => lessonProse(one, 'UTC', locale)),
      Object.values(PULSES).map((one) => pulseProse(one, 'UTC', locale)),
    ]) {
      const texts = said.map(({ title, sentences, numbers }) => {
        expect([title, ...sentences, ...numbers].join(' ')).not.toMatch(
          /\{|\}|undefined|NaN|null|impact_/,
        )
        expect(sentences.length).toBeGreaterThan(0)
        return [title, ...sentences].join(' ')
      })
      expect(new Set(texts).size).toBe(texts.length)
    }
  }
  for (const kind of ['higher', 'lower']) {
    const said = lessonProse(LESSONS[kind] ?? null, 'UTC', 'en').sentences.join(' ')
    expect(said).toContain('does not prove')
    expect(pulseProse(PULSES[kind] ?? null, 'UTC', 'en').sentences[0]).toContain('does not prove')
  }
})

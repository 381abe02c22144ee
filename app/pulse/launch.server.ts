import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/connect.ts'
import { enqueue } from '../jobs/job.server.ts'
import { company } from '../people/company.server.ts'
import { openUnits, subtreeOf, type Unit } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { type Audience, isAsked, WHOLE_COMPANY } from './audience.ts'
import { newSealKey } from './envelope.server.ts'
import { answeringUnit, formGroups } from './groups.ts'
import { dropPreparedKeys, prepareKeys, settleKeys } from './keys.server.ts'
import { canonical, keyTree, type Manifest, waveCode } from './manifest.ts'
import { Thresholds } from './report.ts'
import type { Survey } from './survey.ts'
import { newSigningKey, spkiOf } from './token.server.ts'
import { PROTOCOL } from './token.ts'
import { chunks, type FrozenTree } from './wave.server.ts'

/** What a wave launched now is locked to, and shows before its first question: never fewer than six and ten. */
export async function thresholdsNow(db: Db): Promise<Thresholds> {
  return Thresholds.parse((await company(db)).thresholds)
}

export interface LaunchOptions {
  audience?: Audience
  /** Called in the transaction that opens the wave; where it throws, nothing is opened and its keys are destroyed. */
  claim?: (trx: Trx, waveId: string) => Promise<void>
  /** Called as each key is there: keys made, keys in all. */
  onKey?: (made: number, all: number) => void
}

/**
 * Freezes and opens a wave: who is counted with whom, one signing key a group, one seal key, the manifest.
 * The keys reach the disk before the wave is stored, so an open wave always had its keys; those of a launch that was
 * cut off before that have signed nothing, and `sweepKeys` takes them away. Returns the wave's id, 'too-few' where fewer than six people could answer in
 * all, 'ends-before-it-begins' for a closing time not after `now`.
 */
export async function launchWave(
  db: Db,
  keyDir: string,
  survey: Survey,
  closesAt: Date,
  now: Date,
  { audience = WHOLE_COMPANY, claim, onKey }: LaunchOptions = {},
): Promise<{ waveId: string } | 'too-few' | 'ends-before-it-begins'> {
  if (closesAt.getTime() <= now.getTime()) return 'ends-before-it-begins'
  const { people, units, formed, thresholds } = await electorate(db, audience)
  if (formed === 'too-few') return 'too-few'

  const waveId = randomUUID()
  const groups = formed
    .map((group) => ({ ...group, id: randomUUID() }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const seal = newSealKey()
  let made = 0
  const signing = await Promise.all(
    groups.map(async () => {
      const key = await newSigningKey()
      onKey?.(++made, groups.length)
      return key
    }),
  )
  const keys = groups.map((group, i) => ({
    group: group.id,
    spki: spkiOf(signing[i]!).toString('base64url'),
  }))
  const manifest: Manifest = {
    protocol: PROTOCOL,
    wave: waveId,
    survey,
    thresholds,
    groups: groups.map((group) => ({ id: group.id, eligible: group.people.length })),
    rareLanguages: (['en', 'ru', 'he'] as const).filter(
      (locale) => people.filter((person) => person.locale === locale).length < thresholds.detail,
    ),
    sealKey: seal.point.toString('base64url'),
    keysRoot: (await keyTree(keys)).root,
    closesAt: closesAt.getTime(),
  }
  const frozen: FrozenTree = {
    id: waveId,
    thresholds,
    audience,
    questions: survey.questions.map(({ id, kind, driver, options }) => ({
      id,
      kind,
      driver,
      options: options?.length,
    })),
    units: units.map(({ id, code, parentId, name }) => ({ id, code, parent: parentId, name })),
    groups: groups.map(({ id, unit, kind, people }) => ({
      id,
      unit,
      kind,
      eligible: people.length,
    })),
  }
  const text = canonical(manifest)
  const code = Buffer.from(await waveCode(text)).toString('hex')

  prepareKeys(keyDir, waveId, seal, new Map(groups.map((group, i) => [group.id, signing[i]!])))
  try {
    await db.transaction().execute(async (trx) => {
      await trx
        .insertInto('pulse_wave')
        .values({
          id: waveId,
          survey_id: survey.id,
          survey_version: survey.version,
          status: 'open',
          issuing: 1,
          launched_at: now.getTime(),
          closes_at: closesAt.getTime(),
          ended_at: null,
          manifest: text,
          code,
          frozen: JSON.stringify(frozen),
          outcome: null,
          report: null,
          cleaned: 0,
        })
        .execute()
      const groupRows = keys.map(({ group, spki }) => ({ wave_id: waveId, id: group, spki }))
      for (const rows of chunks(groupRows))
        await trx.insertInto('pulse_group').values(rows).execute()
      const eligibleRows = groups.flatMap((group) =>
        group.people.map((employee_id) => ({ wave_id: waveId, employee_id, group_id: group.id })),
      )
      for (const rows of chunks(eligibleRows)) {
        await trx.insertInto('pulse_eligible').values(rows).execute()
      }
      await enqueue(trx, { key: `pulse.close:${waveId}`, kind: 'pulse.tend', runAt: closesAt })
      const payload = { wave: waveId }
      await enqueue(trx, {
        key: `pulse.invite:${waveId}`,
        kind: 'pulse.invite',
        payload,
        runAt: now,
      })
      await claim?.(trx, waveId)
      settleKeys(keyDir, waveId)
    })
  } catch (error) {
    // Settled keys stay: a commit whose answer was lost on the way may have stored the wave.
    dropPreparedKeys(keyDir, waveId)
    throw error
  }
  return { waveId }
}

type Elector = Awaited<ReturnType<typeof activePeople>>[number]

/**
 * Who would be asked if a wave were launched now, and who would be counted with whom. 'too-few' where fewer than six
 * people could answer in all.
 */
export async function electorate(
  db: Db,
  audience: Audience = WHOLE_COMPANY,
): Promise<{
  people: Elector[]
  units: Unit[]
  formed: ReturnType<typeof formGroups>
  /** The unit a person answers in, before groups are formed. */
  home: Map<string, string>
  thresholds: Thresholds
}> {
  // Closed units have nobody to ask, and no place among the groups.
  const units = openUnits(await unitTree(db))
  const within = audience.units && new Set(audience.units.flatMap((id) => subtreeOf(units, id)))
  const people = (await activePeople(db)).filter((person) =>
    isAsked(person, audience.roles, within),
  )
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const home = new Map(people.map((person) => [person.id, answeringUnit(person, byId)]))
  const answering = new Map<string, string[]>()
  for (const [person, unit] of home) answering.set(unit, [...(answering.get(unit) ?? []), person])
  const thresholds = await thresholdsNow(db)
  const tree = units.map(({ id, code, parentId }) => ({ id, code, parent: parentId }))
  const formed = tree.length === 0 ? 'too-few' : formGroups(tree, answering, thresholds.cell)
  return { people, units, formed, home, thresholds }
}

/** Everybody active, with the units they lead. */
async function activePeople(db: Db) {
  const people = await db
    .selectFrom('people_employee')
    .where('status', '=', 'active')
    .select(['id', 'unit_id as unitId', 'locale'])
    .orderBy('id')
    .execute()
  const leading = await db
    .selectFrom('people_role')
    .where('role', '=', 'leader')
    // A deputy is counted as what they are: their time would tell them apart.
    .where('until', 'is', null)
    .select(['employee_id', 'unit_id'])
    .execute()
  const leads = new Map<string, string[]>()
  for (const row of leading) {
    leads.set(row.employee_id, [...(leads.get(row.employee_id) ?? []), row.unit_id])
  }
  return people.map((person) => ({ ...person, leads: leads.get(person.id) ?? [] }))
}

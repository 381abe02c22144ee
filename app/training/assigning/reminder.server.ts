import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { wallClock, zonedTime } from '../../i18n/zone.ts'
import { queueMail } from '../../mail/mail.server.ts'
import { afterQuiet } from '../../mail/quiet.ts'
import { company } from '../../people/company.server.ts'
import { holdEmployee } from '../../people/hold.server.ts'
import { titlesOf } from '../catalogue.server.ts'
import { plusDays } from './day.ts'
import { REMINDER, reminderKey } from './done.server.ts'
import { STAGE_DAYS, STAGES, stageOn } from './due.ts'
import { type Place, type Reminded, reminderLetter } from './letter.server.ts'
import { moduleName } from './words.server.ts'

/** By hand a person is reminded at most once in so many days, by mail of any kind, whoever presses the button. */
export const REST_DAYS = 3

interface Open extends Omit<Reminded, 'title'> {
  id: string
  name: string
  locale: Locale
  zone: string | null
}

/** What is open for people who can be written to. */
function openFor(db: Db) {
  return db
    .selectFrom('training_assigned as a')
    .innerJoin('training_assignment as t', 't.id', 'a.assignment_id')
    .innerJoin('people_employee as e', 'e.id', 'a.employee_id')
    .innerJoin('people_employee as by', 'by.id', 't.by_id')
    .leftJoin('mail_unwanted as u', 'u.employee_id', 'a.employee_id')
    .where('a.done_at', 'is', null)
    .where('t.ended_at', 'is', null)
    .where('e.status', '=', 'active')
    .where('e.email', 'is not', null)
    .where('u.employee_id', 'is', null)
    .select(['e.id', 'e.name', 'e.locale', 'e.time_zone as zone'])
    .select(['a.module', 'a.due_on as dueOn', 'by.name as by'])
    .orderBy('e.id')
    .orderBy('a.due_on')
    .orderBy('a.module')
}

/**
 * Writes the reminders of this hour: for each person whose clock shows day, what is seven days or one day ahead of its due
 * day or three days past it, in one mail. Each stage of a module's due day is written once; asked again, also by another
 * process, it writes nothing twice.
 */
export async function remindDue(
  db: Db,
  place: Place,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  const today = wallClock(now.getTime(), 'UTC').slice(0, 10)
  const rows = await openFor(db)
    .where((eb) =>
      eb.or(
        STAGES.map((stage) =>
          eb.and([
            // A day to each side: somebody's clock may show another one.
            eb('a.due_on', '<=', plusDays(today, 1 - STAGE_DAYS[stage].from)),
            eb('a.due_on', '>=', plusDays(today, -1 - STAGE_DAYS[stage].to)),
            eb.not(
              eb.exists(
                eb
                  .selectFrom('training_reminder as r')
                  .whereRef('r.employee_id', '=', 'a.employee_id')
                  .whereRef('r.module', '=', 'a.module')
                  .whereRef('r.due_on', '=', 'a.due_on')
                  .where('r.stage', '=', stage)
                  .select('r.stage'),
              ),
            ),
          ]),
        ),
      ),
    )
    .execute()
  const { quiet } = await company(db)
  for (const open of people(rows)) {
    if (signal?.aborted) return
    const zone = open[0]!.zone ?? place.company.timeZone
    if (afterQuiet(now, zone, quiet) > now) continue
    const day = wallClock(now.getTime(), zone).slice(0, 10)
    const staged = open.flatMap((one) => {
      const stage = stageOn(one.dueOn, day)
      return stage === null ? [] : { ...one, stage }
    })
    await write(db, staged, place, now)
  }
}

function people<Row extends { id: string }>(rows: Row[]): Row[][] {
  const found = new Map<string, Row[]>()
  for (const row of rows) found.set(row.id, [...(found.get(row.id) ?? []), row])
  return [...found.values()]
}

/**
 * One person's reminder, with a note of each stage it stands for; nothing where they have one for that day already, within
 * `rest` days before it, or have finished meanwhile.
 */
async function write(
  db: Db,
  open: (Open & { stage: string })[],
  place: Place,
  now: Date,
  rest = 1,
): Promise<void> {
  const [one] = open
  if (!one) return
  const zone = one.zone ?? place.company.timeZone
  const { quiet } = await company(db)
  const sendAfter = afterQuiet(now, zone, quiet)
  const day = wallClock(sendAfter.getTime(), zone).slice(0, 10)
  const titles = await titlesOf(db)
  await db.transaction().execute(async (trx) => {
    await holdEmployee(trx, one.id)
    if (await hadOne(trx, one.id, day, rest)) return
    const still = await openFor(trx).where('e.id', '=', one.id).execute()
    type Dated = Pick<Open, 'module' | 'dueOn'>
    const sameAs = (row: Dated) => (other: Dated) =>
      other.module === row.module && other.dueOn === row.dueOn
    const due = open.filter(
      (row, i) => open.findIndex(sameAs(row)) === i && still.some(sameAs(row)),
    )
    if (due.length === 0) return
    const noted = await trx
      .insertInto('training_reminder')
      .values(
        due.map(({ id, module, dueOn, stage }) => ({
          ...{ employee_id: id, module, due_on: dueOn, stage, day },
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning(['module', 'due_on as dueOn'])
      .execute()
    const fresh = due.filter((row) => noted.some(sameAs(row)))
    if (fresh.length === 0) return
    const named = fresh.map((row) => ({
      ...row,
      title: moduleName(titles, row.module, one.locale),
    }))
    await queueMail(trx, place.company.timeZone, [
      {
        key: reminderKey(one.id, day),
        kind: REMINDER,
        employeeId: one.id,
        locale: one.locale,
        ...reminderLetter(one.name, named, one.locale, day, place.publicOrigin),
        sendAfter,
        // Tomorrow it would say the wrong thing, and there may be another one.
        expiresAt: zonedTime(`${day}T${quiet.from}`, zone)!,
      },
    ])
  })
}

/** Whether a reminder goes out to them on this day, or did within so many days before. */
async function hadOne(db: Db, id: string, day: string, rest: number): Promise<boolean> {
  const row = await db
    .selectFrom('training_reminder')
    .where('employee_id', '=', id)
    .where('day', '>', plusDays(day, -rest))
    .select('day')
    .executeTakeFirst()
  return row !== undefined
}

/** Reminds whom `askable` names: by hand, and so at most once in three days for each person. */
export async function remindNow(
  db: Db,
  assignmentId: string,
  unitIds: readonly string[],
  place: Place,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  const { quiet } = await company(db)
  for (const open of await openIn(db, assignmentId, unitIds)) {
    if (signal?.aborted) return
    const zone = open[0]!.zone ?? place.company.timeZone
    const day = wallClock(afterQuiet(now, zone, quiet).getTime(), zone).slice(0, 10)
    const asked = open.map((one) => ({ ...one, stage: `asked:${day}` }))
    await write(db, asked, place, now, REST_DAYS)
  }
}

async function openIn(db: Db, assignmentId: string, unitIds: readonly string[]): Promise<Open[][]> {
  if (unitIds.length === 0) return []
  const rows = await openFor(db)
    .where('a.assignment_id', '=', assignmentId)
    .where('e.unit_id', 'in', unitIds)
    .execute()
  return people(rows)
}

/**
 * How many people in these units still have something of it to do and would get a mail now, and how many had one within
 * three days.
 */
export async function askable(
  db: Db,
  assignmentId: string,
  unitIds: readonly string[],
  timeZone: string,
  now: Date,
): Promise<{ ready: number; resting: number }> {
  const open = await openIn(db, assignmentId, unitIds)
  if (open.length === 0) return { ready: 0, resting: 0 }
  const since = plusDays(wallClock(now.getTime(), 'UTC').slice(0, 10), -REST_DAYS - 1)
  const had = await db
    .selectFrom('training_reminder as r')
    .where('r.day', '>=', since)
    .where('r.employee_id', 'in', (own) =>
      own
        .selectFrom('training_assigned')
        .where('assignment_id', '=', assignmentId)
        .where('done_at', 'is', null)
        .select('employee_id'),
    )
    .groupBy('r.employee_id')
    .select(({ fn }) => ['r.employee_id as id', fn.max('r.day').as('day')])
    .execute()
  const { quiet } = await company(db)
  const last = new Map(had.map(({ id, day }) => [id, day]))
  const resting = open.filter(([one]) => {
    const zone = one!.zone ?? timeZone
    const day = wallClock(afterQuiet(now, zone, quiet).getTime(), zone).slice(0, 10)
    return (last.get(one!.id) ?? '') > plusDays(day, -REST_DAYS)
  }).length
  return { ready: open.length - resting, resting }
}

/** Forgets what was written long ago; no stage lasts as long. */
export async function sweepReminders(db: Db, now: Date): Promise<void> {
  const before = plusDays(wallClock(now.getTime(), 'UTC').slice(0, 10), -90)
  await db
    .deleteFrom('training_reminder')
    .where('day', '<', before)
    .where('due_on', '<', before)
    .execute()
}

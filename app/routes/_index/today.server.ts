import type { Db } from '../../../db/connect.ts'
import { waitingFor } from '../../feedback/list.server.ts'
import type { Sign } from '../../feedback/kinds.ts'
import { movedFor } from '../../feedback/move.server.ts'
import { newThanks } from '../../feedback/thanks/thanks.server.ts'
import { formatDay, formatTime } from '../../i18n/format.ts'
import { wallClock } from '../../i18n/zone.ts'
import type { Employee } from '../../people/employee.server.ts'
import {
  overduePromises,
  type PromiseNotice,
  promisesToMe,
} from '../../pulse/acting/promise.server.ts'
import { deviceRecord } from '../../pulse/device.server.ts'
import {
  latestReport,
  openNotices,
  openWaveNotices,
  type WaveNotice,
} from '../../pulse/notice.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { tendingFor } from './tending.server.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import { nextAssigned, type NextAssigned } from '../../training/assigning/mine.server.ts'
import { type Continue, continueFor } from '../../training/attempt.server.ts'
import { type CardsDue, cardsDue } from '../../training/cards/card.server.ts'
import {
  certificateNews,
  type CertificateNews,
} from '../../training/certificates/standing.server.ts'
import { lineBack, type LineBack } from '../../training/line.server.ts'
import { noteShift } from '../../training/cards/streak.server.ts'

/** News of a closed pulse stays on Today this long. */
const NEWS_MS = 21 * 24 * 60 * 60 * 1000

const DAY_MS = 24 * 60 * 60 * 1000

/** One thing that is open for somebody; the screen has its words, but for days: a phone is slow to format its first. */
export type Task =
  /** `record` names this person's answer on their own device. */
  | { kind: 'pulse'; to: string; title: string; until: string; record: string }
  | {
      kind: 'module'
      to: string
      title: string
      minutes: number
      step: number
      of: number
      /** Until which day, where somebody assigned it; `late` by this person's own clock. */
      assigned: { day: string; late: boolean; again: boolean } | null
    }
  | { kind: 'notice'; to: string }

export type Waiting =
  | { kind: 'observations' | 'promises'; to: string; count: number }
  | { kind: 'close' | 'running'; to: string; title: string; until: string }
  /** Said by the server; `late` stands out. */
  | { kind: 'told'; to: string; words: string; late: string | null }

export interface Today {
  /** The one thing to go on with. */
  next: Task
  also: Task[]
  /** Thanks from colleagues nobody has read yet. */
  thanks: { id: string; name: string; sign: Sign }[]
  moved: { id: string; touchpoint: string; status: string; reason: string }[]
  report: { to: string; title: string } | null
  waiting: Waiting[]
  /** What was promised to my team, or was just settled. */
  promises: (Omit<PromiseNotice, 'due'> & { day: string })[]
  /** The private line that comes back today; for nobody but its writer. */
  line: (Omit<LineBack, 'writtenAt'> & { day: string }) | null
  /** Questions that come back today; for nobody but the person. */
  cards: Pick<CardsDue, 'count' | 'minutes'> | null
  /** How far a certificate is that is on its way; for nobody but the person. */
  certificates: CertificateNews[]
}

/** What is open for this person, the nearest deadline first; for leaders and HR also what waits for them. */
export async function todayFor(
  db: Db,
  me: Employee,
  portal: { secret: string; timeZone: string },
  now: Date,
): Promise<Today> {
  const nameOf = (wave: WaveNotice) =>
    waveName(wave.title, wave.launchedAt, portal.timeZone, me.locale)
  const day = wallClock(now.getTime(), portal.timeZone).slice(0, 10)
  const [module, assigned, waves, moved, report, promises, line, cards, thanks, certificates] =
    await Promise.all([
      continueFor(db, me.id, me.roles),
      nextAssigned(db, me.id),
      openNotices(db, me.id, now),
      movedFor(db, me.id),
      latestReport(db, now.getTime() - NEWS_MS),
      promisesToMe(db, me, now.getTime() - NEWS_MS),
      lineBack(db, portal.secret, me.id, day, now),
      cardsDue(db, me.id, day, me.locale),
      newThanks(db, me.id),
      certificateNews(db, me, portal.timeZone, day),
    ])
  if (cards?.newShift) await noteShift(db, me.id, day)
  const pulse: Task[] = waves.map((wave) => ({
    kind: 'pulse',
    to: `/pulse/${wave.id}`,
    title: nameOf(wave),
    until: formatTime(wave.closesAt, portal.timeZone, me.locale),
    record: deviceRecord(portal.secret, wave.id, me.id),
  }))
  // A token taken may mean an answer sent: only the device knows, so such a wave stands back.
  const urgent = pulse.filter((_, index) => !waves[index]?.issued)
  const learning = learningOf(module, assigned, me, portal.timeZone, now)
  const notice: Task = { kind: 'notice', to: '/feedback/new' }
  const tasks = [...urgent, ...learning, notice, ...pulse.filter((task) => !urgent.includes(task))]
  const [next = notice, ...also] = tasks
  return {
    next,
    also,
    moved: moved.map((one) => ({
      id: one.id,
      touchpoint: touchpointByCode(one.touchpoint)?.name[me.locale] ?? one.touchpoint,
      status: one.status,
      reason: one.reason,
    })),
    report: report && { to: `/pulse/${report.id}/results`, title: nameOf(report) },
    thanks,
    waiting: await waitingOn(db, me, nameOf, portal.timeZone, now),
    promises: promises.map(({ due, ...one }) => ({
      ...one,
      day: formatDay(due, 'UTC', me.locale),
    })),
    line: line && {
      slug: line.slug,
      line: line.line,
      day: formatDay(line.writtenAt, portal.timeZone, me.locale),
    },
    cards: cards && { count: cards.count, minutes: cards.minutes },
    certificates,
  }
}

/** An assigned module that is due within so many days goes before one that was begun without being asked. */
const NEAR_MS = 7 * DAY_MS

/** What to learn: the assigned module that is due first, and what was begun, the more urgent one first. */
function learningOf(
  module: Continue | null,
  assigned: NextAssigned | null,
  me: Employee,
  timeZone: string,
  now: Date,
): Task[] {
  const dayAt = (time: number) => wallClock(time, me.timeZone ?? timeZone).slice(0, 10)
  const task = (one: Continue, given: NextAssigned | null): Task => ({
    kind: 'module',
    to: one.step > 0 ? `/training/${one.slug}/${one.step}` : `/training/${one.slug}`,
    title: one.title[me.locale],
    minutes: one.minutes[me.locale],
    step: one.step,
    of: one.of,
    assigned: given && {
      day: formatDay(given.dueOn, 'UTC', me.locale),
      late: given.dueOn < dayAt(now.getTime()),
      again: given.again,
    },
  })
  if (!assigned) return module ? [task(module, null)] : []
  const first = task(assigned, assigned)
  const begun = module && module.step > 0 && module.slug !== assigned.slug
  if (!begun) return [first]
  const near = assigned.dueOn <= dayAt(now.getTime() + NEAR_MS)
  return near ? [first, task(module, null)] : [task(module, null), first]
}

async function waitingOn(
  db: Db,
  me: Employee,
  nameOf: (wave: WaveNotice) => string,
  timeZone: string,
  now: Date,
): Promise<Waiting[]> {
  const waiting: Waiting[] = []
  if (me.leads.length > 0) {
    const count = await waitingFor(db, me.leads)
    if (count > 0) waiting.push({ kind: 'observations', to: '/team/feedback', count })
  }
  const today = wallClock(now.getTime(), timeZone).slice(0, 10)
  waiting.unshift(...(await tendingFor(db, me, today, now)))
  for (const late of await overduePromises(db, me, today)) {
    const to = `/team/pulse/${late.waveId}/promises?unit=${encodeURIComponent(late.unitId)}`
    waiting.push({ kind: 'promises', to, count: late.count })
  }
  if (me.roles.includes('hr')) {
    for (const wave of await openWaveNotices(db)) {
      waiting.push({
        kind: wave.closesAt - now.getTime() < DAY_MS ? 'close' : 'running',
        to: `/hr/waves/${wave.id}`,
        title: nameOf(wave),
        until: formatTime(wave.closesAt, timeZone, me.locale),
      })
    }
  }
  return waiting
}

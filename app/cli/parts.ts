import type { RequestHandler } from 'express'
import { LARGE_FORMS, largeForm } from '../http/large-form.ts'
import type { Portal } from '../http/portal.ts'
import { sweepThanks } from '../feedback/thanks/thanks.server.ts'
import { eraseWishes, wishesKept } from '../feedback/wish.server.ts'
import { digestJobs, digestSchedules } from '../impact/digest.server.ts'
import { askForLink, linkJobs, linkSchedule } from '../impact/link.server.ts'
import type { JobHandlers, Schedule } from '../jobs/job.server.ts'
import { eraseLeavers } from '../rights/leaver.server.ts'
import { MAIL_SCHEDULES, mailJobs } from '../mail/mail.server.ts'
import { metrics } from '../operation/metrics.server.ts'
import { nightlyBackup } from '../operation/backup.server.ts'
import { removeAgedMail } from '../mail/retention.server.ts'
import { sweepExpired } from '../auth/link.server.ts'
import { mailedLinkJobs } from '../auth/mailed-link.server.ts'
import { customersPage } from '../nps/codes/router.server.ts'
import { erasureJobs, ERASURE_SCHEDULES } from '../nps/erasure.server.ts'
import { customerPage } from '../nps/cases/customer-page.server.ts'
import { forgetCases, openCases } from '../nps/cases/open.server.ts'
import { webhookDoor } from '../nps/webhooks/router.server.ts'
import { tendWebhooks } from '../nps/webhooks/tending.server.ts'
import { answerId } from '../nps/wall/wall.ts'
import { withoutWords } from '../nps/wall/wall.server.ts'
import { npsJobs, NPS_SCHEDULES } from '../nps/import-run.server.ts'
import { importUpload } from '../nps/upload.server.ts'
import { PULSE_SCHEDULES, pulseJobs } from '../pulse/jobs.server.ts'
import { PLANNING_SCHEDULES, planningJobs } from '../pulse/planning/jobs.server.ts'
import { directoryDoor } from '../people/directory/door.server.ts'
import { logoDoor } from '../people/logo/door.server.ts'
import { fillKeys } from '../people/finding/search.server.ts'
import { forgetDeputies } from '../people/role.server.ts'
import { sumCrowds } from '../people/tree/standing.server.ts'
import { peopleJobs, PEOPLE_SCHEDULES } from '../people/importing/run.server.ts'
import { peopleUpload } from '../people/importing/upload.server.ts'
import { pulseProtocol } from '../pulse/protocol.server.ts'
import { checkWaveKeys } from '../pulse/wave.server.ts'
import { assigningJobs, assigningSchedules } from '../training/assigning/jobs.server.ts'
import { tendAssignments } from '../training/assigning/taking.server.ts'
import { fillCards } from '../training/cards/card.server.ts'
import { publicChecks } from '../training/certificates/public.server.ts'
import { countFigures } from '../training/figures/figure.server.ts'
import { sealPlainLines } from '../training/line.server.ts'
import { sweepSent } from '../training/phone/receive.server.ts'
import { sweepPictures } from '../training/picture.server.ts'
import { recordJobs, recordSchedules } from '../training/records/push.server.ts'

/** What the purposes bring to the server beside their pages. */
export interface PurposeParts {
  light: RequestHandler[]
  routers: RequestHandler[]
  /** Handlers of single addresses that read their own bodies. */
  streams: { path: string; handler: RequestHandler }[]
  /** Addresses for other tools, before the guard of origins; each proves who sends. */
  machines: { path: string; handlers: RequestHandler[] }[]
  /** Whole areas of machines, each of which answers whatever comes to it. */
  doors: { path: string; handlers: RequestHandler[] }[]
  ready: (() => Promise<void>)[]
  metrics: { count: RequestHandler; door: RequestHandler } | undefined
  handlers: JobHandlers
  schedules: Schedule[]
}

export function purposeParts(portal: Portal): PurposeParts {
  const { db, settings, now, company } = portal
  const zone = () => company.timeZone
  const imports = npsJobs(db, settings.dataDir, now)
  return {
    light: [customersPage(portal), logoDoor(portal)],
    routers: [customerPage(portal), pulseProtocol(portal), publicChecks(portal)],
    streams: [
      { path: '/hr/import/upload', handler: importUpload(portal) },
      { path: '/hr/people/import/upload', handler: peopleUpload(portal) },
      ...LARGE_FORMS.map((path) => ({ path, handler: largeForm(portal) })),
    ],
    machines: [webhookDoor(portal)],
    doors: [directoryDoor(portal)],
    ready: [() => checkWaveKeys(db, settings.keyDir)],
    metrics: settings.metricsToken ? metrics(portal, settings.metricsToken) : undefined,
    handlers: {
      ...pulseJobs(db, settings.keyDir, now),
      ...planningJobs(db, settings, company, now),
      ...linkJobs(db, now),
      ...mailJobs(db, settings, company, now),
      ...recordJobs(db, settings, now),
      ...assigningJobs(db, settings, company, now),
      ...peopleJobs(db, settings.dataDir, now, () => tendAssignments(db, company.timeZone, now())),
      'people.keys': () => fillKeys(db),
      'people.deputies': async () => {
        await forgetDeputies(db, now())
        await sumCrowds(db)
      },
      ...imports,
      ...erasureJobs(db, now),
      'nps.import': async (payload, attempt) => {
        await imports['nps.import']?.(payload, attempt)
        await askForLink(db, now())
      },
      ...mailedLinkJobs(db, settings, company, now),
      'auth.sweep': () => sweepExpired(db, now()),
      'rights.leavers': (_, { signal }) => eraseLeavers(db, settings.dataDir, now, signal),
      'mail.age': () => removeAgedMail(db, now()),
      'training.seal': () => sealPlainLines(db, settings.secret),
      'training.cards': () => fillCards(db),
      'feedback.thanks': () => sweepThanks(db, now()),
      'training.sent': () => sweepSent(db, now()),
      'training.pictures': () => sweepPictures(db, now()),
      'feedback.wishes': () => forgetWishes(db),
      'nps.cases': async () => {
        await openCases(db)
        await forgetCases(db, now())
      },
      'nps.webhooks': () => tendWebhooks(db, settings.secret, now()),
      ...digestJobs(db, settings, company, now),
      'operation.backup': async (_, { key, signal }) => {
        const slot = new Date(key.slice(key.indexOf('@') + 1))
        if (settings.backup) await nightlyBackup(settings, settings.backup, slot, signal)
      },
      'training.figures': () => countFigures(db, company.timeZone, now()),
    },
    schedules: [
      ...PULSE_SCHEDULES,
      ...PLANNING_SCHEDULES,
      ...PEOPLE_SCHEDULES,
      { kind: 'people.deputies', pattern: '11 * * * *' },
      ...NPS_SCHEDULES,
      ...ERASURE_SCHEDULES,
      ...MAIL_SCHEDULES,
      ...recordSchedules(settings.store),
      linkSchedule(zone),
      ...assigningSchedules(zone),
      { kind: 'mail.age', pattern: '13 3 * * *' },
      { kind: 'rights.leavers', pattern: '51 3 * * *' },
      { kind: 'auth.sweep', pattern: '17 * * * *' },
      { kind: 'training.seal', pattern: '19 * * * *' },
      { kind: 'training.cards', pattern: '23 * * * *' },
      { kind: 'feedback.thanks', pattern: '29 * * * *' },
      { kind: 'training.sent', pattern: '29 4 * * *' },
      { kind: 'training.pictures', pattern: '33 4 * * *' },
      { kind: 'feedback.wishes', pattern: '31 4 * * *' },
      { kind: 'nps.webhooks', pattern: '37 * * * *' },
      { kind: 'nps.cases', pattern: '* * * * *' },
      ...digestSchedules(zone),
      ...(settings.backup
        ? [{ kind: 'operation.backup', pattern: '41 2 * * *', timeZone: zone }]
        : []),
      { kind: 'training.figures', pattern: '10 3 * * *', timeZone: zone },
    ],
  }
}

/** A customer's words that were erased go from the observations made of them as well. */
async function forgetWishes(db: Portal['db']): Promise<void> {
  const kept = new Map((await wishesKept(db)).map((wish) => [answerId(wish), wish]))
  const gone = await withoutWords(db, [...kept.keys()])
  await eraseWishes(
    db,
    gone.map((id) => kept.get(id)!),
  )
}

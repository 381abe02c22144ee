import { createHash, timingSafeEqual } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { RequestHandler } from 'express'
import { areaOf } from '../http/log.ts'
import type { Portal } from '../http/portal.ts'
import { givenUpJobs, jobKinds, jobsBehind } from '../jobs/state.server.ts'
import { mailState } from '../mail/state.server.ts'
import { backupState } from './backup.server.ts'
import { exposition, Histogram } from './exposition.ts'
import { databaseSize, keyFolder, roomIn } from './place.server.ts'
import { VERSION } from './version.ts'

/**
 * Figures of this process and of the portal, for whoever has the token. Labels name areas of the portal and kinds of work,
 * never a person, a unit or a survey; of /pulse nothing is counted, since figures read every few seconds would tell who
 * answered when.
 */
export function metrics(
  portal: Portal,
  token: string,
): { count: RequestHandler; door: RequestHandler } {
  const took = new Histogram()
  const delay = monitorEventLoopDelay()
  delay.enable()
  const count: RequestHandler = (request, response, next) => {
    const area = areaOf(request.url, request.path)
    if (area === null) return next()
    const started = performance.now()
    response.on('finish', () => {
      const status = `${Math.floor(response.statusCode / 100)}xx`
      const method = METHODS.has(request.method) ? request.method : 'other'
      took.observe({ area, method, status }, (performance.now() - started) / 1000)
    })
    next()
  }
  const door: RequestHandler = async (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    if (!same(request.get('authorization') ?? '', `Bearer ${token}`)) {
      return void response.status(401).set('WWW-Authenticate', 'Bearer').end()
    }
    try {
      const text = exposition([
        {
          ...{ name: 'zveno_request_seconds', type: 'histogram' as const },
          ...{ help: 'How long requests took, by area.', values: took.values() },
        },
        ...ofProcess(delay.mean),
        ...(await ofPortal(portal)),
      ])
      delay.reset()
      response.type('text/plain; version=0.0.4; charset=utf-8').send(text)
    } catch (error) {
      next(error)
    }
  }
  return { count, door }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Compared in the same time, whatever was sent. */
function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

type Value = Parameters<typeof exposition>[0][number]['values'][number]

function gauge(name: string, help: string, values: number | null | Value[]) {
  const list = values === null ? [] : typeof values === 'number' ? [{ value: values }] : values
  return { name: `zveno_${name}`, help, type: 'gauge' as const, values: list }
}

function ofProcess(delayNs: number) {
  const { user, system } = process.cpuUsage()
  const cpu = { value: (user + system) / 1e6 }
  return [
    {
      ...{ name: 'process_cpu_seconds_total', help: 'Processor time used.' },
      ...{ type: 'counter' as const, values: [cpu] },
    },
    {
      ...{ name: 'process_resident_memory_bytes', help: 'Memory in use.' },
      ...{ type: 'gauge' as const, values: [{ value: process.memoryUsage.rss() }] },
    },
    {
      ...{ name: 'process_start_time_seconds', help: 'When the process began.' },
      ...{ type: 'gauge' as const, values: [{ value: Date.now() / 1000 - process.uptime() }] },
    },
    gauge(
      'event_loop_delay_seconds',
      'How late the process came to its work, on average since it was last asked.',
      Number.isFinite(delayNs) ? delayNs / 1e9 : 0,
    ),
  ]
}

async function ofPortal({ db, settings, now }: Portal) {
  const time = now()
  const { bytes, wal } = await databaseSize(db, settings.dataDir)
  const { free } = await roomIn(settings.dataDir)
  const mail = await mailState(db, time)
  const behind = await jobsBehind(db, time)
  const kinds = await jobKinds(db)
  const backup = settings.backup ? backupState(settings.backup).newest : null
  const ofKinds = (value: (kind: (typeof kinds)[number]) => number | null): Value[] =>
    kinds.flatMap((kind) => {
      const figure = value(kind)
      return figure === null ? [] : [{ labels: { kind: kind.kind }, value: figure }]
    })
  const seconds = (at: number | null) => (at === null ? null : at / 1000)
  return [
    gauge('build_info', 'The version that runs.', [{ labels: { version: VERSION }, value: 1 }]),
    gauge('database_bytes', 'Size of the database.', bytes),
    gauge('database_wal_bytes', 'Size of SQLite’s log beside it.', wal),
    gauge('disk_free_bytes', 'Free on the disk of DATA_DIR.', free),
    gauge(
      'backup_timestamp_seconds',
      'When the newest backup was made.',
      seconds(backup?.at ?? null),
    ),
    gauge('key_folder_usable', '1 where KEY_DIR can be read and written.', [
      { value: keyFolder(settings.keyDir, []) === 'unreadable' ? 0 : 1 },
    ]),
    gauge('mail_waiting', 'Mails that wait to be sent.', mail.waiting),
    gauge('mail_failed', 'Mails that nobody tries any more.', mail.failed),
    gauge('mail_sent_timestamp_seconds', 'When the newest mail left.', seconds(mail.lastSentAt)),
    gauge('jobs_given_up', 'Jobs that nobody tries any more.', (await givenUpJobs(db)).length),
    gauge('jobs_failing', 'Jobs that wait for another try.', behind.failing),
    gauge(
      'jobs_due_seconds',
      'For how long the oldest due job has been waiting.',
      behind.dueSince === null ? 0 : (time.getTime() - behind.dueSince) / 1000,
    ),
    gauge(
      'job_started_timestamp_seconds',
      'When a kind of work ran last.',
      ofKinds(({ startedAt }) => startedAt / 1000),
    ),
    gauge(
      'job_took_seconds',
      'How long that took.',
      ofKinds(({ tookMs }) => tookMs / 1000),
    ),
    gauge(
      'job_succeeded_timestamp_seconds',
      'When it last succeeded.',
      ofKinds(({ succeededAt }) => seconds(succeededAt)),
    ),
    gauge(
      'job_failed_timestamp_seconds',
      'When it last failed.',
      ofKinds(({ failedAt }) => seconds(failedAt)),
    ),
  ]
}

import { formatDistance, formatDuration } from '../../i18n/amount.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { RequestContext } from '../../http/portal.ts'
import { nextSlot } from '../../jobs/job.server.ts'
import { givenUpJobs, jobKinds, type KindState } from '../../jobs/state.server.ts'

/** Every kind of work that has been done or is done by the clock, with how it went the last time, in words. */
export async function jobs({ db, now, schedules = [] }: RequestContext, locale: Locale) {
  const say = { locale }
  const time = now()
  const ago = (at: number) => formatDistance(at - time.getTime(), locale)
  const next = new Map<string, number>()
  for (const schedule of schedules) {
    const slot = nextSlot(schedule, time)
    const known = next.get(schedule.kind) ?? Infinity
    if (slot !== null && slot < known) next.set(schedule.kind, slot)
  }
  const ran = new Map((await jobKinds(db)).map((kind) => [kind.kind, kind]))
  const givenUp = new Map<string, number>()
  for (const { kind } of await givenUpJobs(db)) givenUp.set(kind, (givenUp.get(kind) ?? 0) + 1)

  const errorOf = ({ error, failedAt, succeededAt }: KindState) => {
    if (error === null || failedAt === null) return m.operation_jobs_no_error({}, say)
    const over = succeededAt !== null && succeededAt > failedAt
    const words = over ? m.operation_jobs_error_over : m.operation_jobs_error_is
    // It reads its own way in every language.
    return words({ ago: ago(failedAt), error: `\u2068${error}\u2069` }, say)
  }
  const failing = [...ran.values()].some(
    ({ failedAt, succeededAt }) => failedAt !== null && failedAt >= (succeededAt ?? 0),
  )
  const kinds = [...new Set([...next.keys(), ...ran.keys(), ...givenUp.keys()])].sort()
  return {
    /** Whether there is something to try again. */
    failing: failing || givenUp.size > 0,
    rows: kinds.map((kind) => {
      const last = ran.get(kind)
      const slot = next.get(kind)
      return {
        kind,
        last: last ? ago(last.startedAt) : m.operation_jobs_never({}, say),
        took: last ? formatDuration(last.tookMs, locale) : '–',
        next: slot ? ago(slot) : m.operation_jobs_asked({}, say),
        error: last ? errorOf(last) : m.operation_jobs_no_error({}, say),
        givenUp: givenUp.get(kind) ?? 0,
      }
    }),
  }
}

export function jobsWords(locale: Locale) {
  const say = { locale }
  return {
    title: m.operation_jobs_title({}, say),
    lead: m.operation_jobs_lead({}, say),
    retry: m.operation_jobs_retry({}, say),
    retried: m.operation_jobs_retried({}, say),
    nothing: m.operation_jobs_nothing({}, say),
    columns: {
      kind: m.operation_jobs_kind({}, say),
      last: m.operation_jobs_last({}, say),
      took: m.operation_jobs_took({}, say),
      next: m.operation_jobs_next({}, say),
      error: m.operation_jobs_error({}, say),
      givenUp: m.operation_jobs_given_up({}, say),
    },
  }
}

import { formatDistance } from '../../i18n/amount.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { RequestContext } from '../../http/portal.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { mailFault, mailState } from '../../mail/state.server.ts'

/** How mail stands, and of each thing that keeps it back what happened and what to do, in words. */
export async function mailPage({ db, settings, now }: RequestContext, locale: Locale) {
  const say = { locale }
  const time = now()
  const { waiting, failed, lastSentAt, reasons } = await mailState(db, time)
  const facts: [name: string, value: string][] = [
    [
      m.operation_mail_server({}, say),
      settings.smtpUrl ? new URL(settings.smtpUrl).host : m.operation_mail_none_server({}, say),
    ],
    [
      m.operation_mail_last({}, say),
      lastSentAt === null
        ? m.operation_jobs_never({}, say)
        : formatDistance(lastSentAt - time.getTime(), locale),
    ],
    [m.operation_mail_waiting({}, say), formatNumber(waiting, 0, locale)],
    [m.operation_mail_given_up({}, say), formatNumber(failed, 0, locale)],
  ]
  return {
    facts,
    reasons: reasons.map(({ code, n }) => {
      const fault = mailFault(code)
      return {
        code,
        n,
        what: m[`operation_fault_${fault}`]({}, say),
        todo: m[`operation_advice_${fault}`]({}, say),
      }
    }),
    words: {
      title: m.operation_mail_title({}, say),
      lead: m.operation_mail_lead({}, say),
      why: m.operation_mail_why({}, say),
      fine: m.operation_mail_fine({}, say),
      retry: m.operation_mail_retry({}, say),
      retried: m.operation_mail_retried({}, say),
      nothing: m.operation_mail_nothing({}, say),
      columns: {
        what: m.operation_mail_reason({}, say),
        todo: m.operation_mail_do({}, say),
        code: m.operation_mail_code({}, say),
        n: m.operation_mail_count({}, say),
      },
    },
  }
}

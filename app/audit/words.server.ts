import { formatTime, TAGS } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { wallClock } from '../i18n/zone.ts'
import { type Action, type Detail, isAction, type Subject } from './entry.ts'
import type { Noted } from './list.server.ts'

type Words = (none: Record<string, never>, options: { locale: Locale }) => string

const DONE: Record<Action, Words> = {
  'assignment.changed': m.audit_do_assignment_changed,
  'assignment.ended': m.audit_do_assignment_ended,
  'assignment.made': m.audit_do_assignment_made,
  'assignment.reminded': m.audit_do_assignment_reminded,
  'assignment.undone': m.audit_do_assignment_undone,
  'audit.exported': m.audit_do_audit_exported,
  'cards.printed': m.audit_do_cards_printed,
  'certificate.revoked': m.audit_do_certificate_revoked,
  'code.made': m.audit_do_code_made,
  'code.retired': m.audit_do_code_retired,
  'comments.tagged': m.audit_do_comments_tagged,
  'company.accent': m.audit_do_company_accent,
  'company.languages': m.audit_do_company_languages,
  'company.logo': m.audit_do_company_logo,
  'company.logo-removed': m.audit_do_company_logo_removed,
  'company.named': m.audit_do_company_named,
  'company.quiet': m.audit_do_company_quiet,
  'company.sender': m.audit_do_company_sender,
  'company.thresholds': m.audit_do_company_thresholds,
  'company.zone': m.audit_do_company_zone,
  'customer.erased': m.audit_do_customer_erased,
  'customers.imported': m.audit_do_customers_imported,
  'deputy.named': m.audit_do_deputy_named,
  'directory.added': m.audit_do_directory_added,
  'directory.back': m.audit_do_directory_back,
  'directory.changed': m.audit_do_directory_changed,
  'directory.held': m.audit_do_directory_held,
  'directory.left': m.audit_do_directory_left,
  'directory.made': m.audit_do_directory_made,
  'directory.released': m.audit_do_directory_released,
  'directory.revoked': m.audit_do_directory_revoked,
  'factor.demanded': m.audit_do_factor_demanded,
  'factor.released': m.audit_do_factor_released,
  'factor.reset': m.audit_do_factor_reset,
  'import.confirmed': m.audit_do_import_confirmed,
  'import.dropped': m.audit_do_import_dropped,
  'import.uploaded': m.audit_do_import_uploaded,
  'invitations.sent': m.audit_do_invitations_sent,
  'jobs.retried': m.audit_do_jobs_retried,
  'kiosk.made': m.audit_do_kiosk_made,
  'kiosk.revoked': m.audit_do_kiosk_revoked,
  'link.made': m.audit_do_link_made,
  'mail.removed': m.audit_do_mail_removed,
  'mail.retried': m.audit_do_mail_retried,
  'module.begun': m.audit_do_module_begun,
  'module.dropped': m.audit_do_module_dropped,
  'module.imported': m.audit_do_module_imported,
  'module.published': m.audit_do_module_published,
  'module.restored': m.audit_do_module_restored,
  'module.retired': m.audit_do_module_retired,
  'module.returned': m.audit_do_module_returned,
  'module.sent': m.audit_do_module_sent,
  'module.taken-up': m.audit_do_module_taken_up,
  'money.entered': m.audit_do_money_entered,
  'people.confirmed': m.audit_do_people_confirmed,
  'people.dropped': m.audit_do_people_dropped,
  'people.imported': m.audit_do_people_imported,
  'people.uploaded': m.audit_do_people_uploaded,
  'person.added': m.audit_do_person_added,
  'person.back': m.audit_do_person_back,
  'person.changed': m.audit_do_person_changed,
  'person.left': m.audit_do_person_left,
  'person.erased': m.audit_do_person_erased,
  'pin.issued': m.audit_do_pin_issued,
  'plan.cancelled': m.audit_do_plan_cancelled,
  'plan.made': m.audit_do_plan_made,
  'plan.restored': m.audit_do_plan_restored,
  'portal.moved': m.audit_do_portal_moved,
  'portal.restored': m.audit_do_portal_restored,
  'promise-card.approved': m.audit_do_promise_card_approved,
  'promise-card.returned': m.audit_do_promise_card_returned,
  'records.exported': m.audit_do_records_exported,
  'records.sent': m.audit_do_records_sent,
  'request.noted': m.audit_do_request_noted,
  'request.settled': m.audit_do_request_settled,
  'retention.customers': m.audit_do_retention_customers,
  'role.given': m.audit_do_role_given,
  'role.taken': m.audit_do_role_taken,
  'retention.leavers': m.audit_do_retention_leavers,
  'retention.mail': m.audit_do_retention_mail,
  'schedule.paused': m.audit_do_schedule_paused,
  'schedule.resumed': m.audit_do_schedule_resumed,
  'schedule.started': m.audit_do_schedule_started,
  'serving.chosen': m.audit_do_serving_chosen,
  'survey.archived': m.audit_do_survey_archived,
  'survey.made': m.audit_do_survey_made,
  'survey.restored': m.audit_do_survey_restored,
  'survey.saved': m.audit_do_survey_saved,
  'thanks.settled': m.audit_do_thanks_settled,
  'topic.made': m.audit_do_topic_made,
  'topic.removed': m.audit_do_topic_removed,
  'topic.renamed': m.audit_do_topic_renamed,
  'unit.added': m.audit_do_unit_added,
  'unit.closed': m.audit_do_unit_closed,
  'unit.merged': m.audit_do_unit_merged,
  'unit.moved': m.audit_do_unit_moved,
  'unit.renamed': m.audit_do_unit_renamed,
  'unit.reopened': m.audit_do_unit_reopened,
  'value.published': m.audit_do_value_published,
  'value.withdrawn': m.audit_do_value_withdrawn,
  'wave.closed': m.audit_do_wave_closed,
  'wave.launched': m.audit_do_wave_launched,
  'webhook.deleted': m.audit_do_webhook_deleted,
  'webhook.fields': m.audit_do_webhook_fields,
  'webhook.made': m.audit_do_webhook_made,
  'webhook.paused': m.audit_do_webhook_paused,
  'webhook.resumed': m.audit_do_webhook_resumed,
  'webhook.secret': m.audit_do_webhook_secret,
  'webhook.sites': m.audit_do_webhook_sites,
  'webhook.words': m.audit_do_webhook_words,
}

const ON: Record<Exclude<Subject['kind'], 'person'>, Words> = {
  assignment: m.audit_on_assignment,
  certificate: m.audit_on_certificate,
  code: m.audit_on_code,
  import: m.audit_on_import,
  kiosk: m.audit_on_kiosk,
  module: m.audit_on_module,
  plan: m.audit_on_plan,
  'promise-card': m.audit_on_promise_card,
  request: m.audit_on_request,
  schedule: m.audit_on_schedule,
  survey: m.audit_on_survey,
  thanks: m.audit_on_thanks,
  topic: m.audit_on_topic,
  unit: m.audit_on_unit,
  wave: m.audit_on_wave,
  webhook: m.audit_on_webhook,
}

/** A name stands for itself. */
const WITH: Record<Exclude<keyof Detail, 'name'>, Words> = {
  days: m.audit_with_days,
  from: m.audit_with_from,
  months: m.audit_with_months,
  n: m.audit_with_n,
  to: m.audit_with_to,
  version: m.audit_with_version,
}

/** What was done, as a sentence's beginning: "Launched a wave". */
export function actionWords(action: string, locale: Locale): string {
  return isAction(action) ? DONE[action]({}, { locale }) : action
}

/** Who did it. */
export function whoWords(by: string | null, locale: Locale): string {
  if (by === null) return m.audit_portal({}, { locale })
  return by === '' ? m.audit_erased({}, { locale }) : by
}

/** When, in ms; with the year where it is another than now by that clock. */
export function whenWords(
  at: number,
  now: Date,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): string {
  const yearOf = (time: number) => wallClock(time, timeZone).slice(0, 4)
  if (yearOf(at) === yearOf(now.getTime())) return formatTime(at, timeZone, locale)
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const
  return new Intl.DateTimeFormat(TAGS[locale], { ...day, ...time, timeZone }).format(at)
}

/** What it was done to and what was noted beside it: "survey autumn · version 3". */
export function aboutWords(entry: Noted, locale: Locale): string {
  const { name, ...rest } = entry.detail
  const on =
    entry.subject === 'person'
      ? entry.subjectName || m.audit_erased({}, { locale })
      : [
          ON[entry.subject as keyof typeof ON]?.({}, { locale }),
          name === undefined ? shortened(entry.subjectName) : isolated(String(name)),
        ]
          .filter(Boolean)
          .join(' ')
  const beside = Object.entries(rest).map(
    ([key, value]) => `${WITH[key as keyof typeof WITH]?.({}, { locale }) ?? key} ${value}`,
  )
  return [on, ...beside].filter(Boolean).join(' · ')
}

/** Of an id that says nothing its first part is enough to tell it from others. */
function shortened(id: string): string {
  return isolated(/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) ? id.slice(0, 8) : id)
}

const isolated = (text: string) => (text === '' ? '' : `\u2068${text}\u2069`)

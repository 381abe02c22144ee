import { formatNumber, formatTime } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { minutesFor } from './answering/draft.ts'
import type { Wave } from './wave.server.ts'

/** What is said of a wave that was open when the portal was put back from a backup. */
export interface RestoredWords {
  title: string
  text: string
  /** To whoever sent an answer from this device, at some time. */
  sent: string
}

/** What stands before Start, in one language: the longest text of the portal, so browsers load no other one of it. */
export interface PulsePromise {
  lead: string
  until: string
  title: string
  core: string
  how: string
  who: string
  points: { who: string; what: string }[]
  not: string
  notLead: string
  limits: string[]
  code: string
  codeText: string
  codeChecked: string
  device: string
  devices: { own: boolean; label: string; hint: string }[]
  /** What is said of somebody else's device. */
  confidential: string
  startNote: string
  start: string
  starting: string
  goOn: string
  begun: string
  taken: string
  takenText: string
  back: string
  withoutScript: string
  withoutScriptText: string
}

/** Null where the wave gives out tokens as it did from its launch. */
export function restoredWords(
  { issuing, closesAt }: Pick<Wave, 'issuing' | 'closesAt'>,
  timeZone: string,
  locale: Locale,
): RestoredWords | null {
  if (issuing) return null
  const time = formatTime(closesAt, timeZone, locale)
  return {
    title: m.pulse_restored_title({}, { locale }),
    text: m.pulse_restored_text({}, { locale }),
    sent: m.pulse_restored_sent({ time }, { locale }),
  }
}

export function pulsePromise(
  { thresholds, closesAt, survey: { questions } }: Pick<Wave, 'thresholds' | 'closesAt' | 'survey'>,
  timeZone: string,
  locale: Locale,
): PulsePromise {
  const number = (n: number) => formatNumber(n, 0, locale)
  const six = number(thresholds.cell)
  const five = number(thresholds.cell - 1)
  const ten = number(thresholds.detail)
  const time = formatTime(closesAt, timeZone, locale)
  const l = { locale }
  return {
    lead: m.pulse_before_lead({ n: questions.length, minutes: minutesFor(questions) }, l),
    until: m.pulse_open_until({ time }, l),
    title: m.pulse_promise_title({}, l),
    core: m.pulse_promise_core({}, l),
    how: m.pulse_promise_how({ time }, l),
    who: m.pulse_promise_who({}, l),
    points: [
      { who: m.pulse_promise_all_who({}, l), what: m.pulse_promise_all({ six, five }, l) },
      { who: m.pulse_promise_bands_who({ six }, l), what: m.pulse_promise_bands({}, l) },
      { who: m.pulse_promise_ten_who({ ten }, l), what: m.pulse_promise_ten({}, l) },
      { who: m.pulse_promise_words_who({}, l), what: m.pulse_promise_words({}, l) },
      { who: m.pulse_promise_hr_who({}, l), what: m.pulse_promise_hr({}, l) },
      { who: m.pulse_promise_token_who({}, l), what: m.pulse_promise_token({}, l) },
    ],
    not: m.pulse_not_title({}, l),
    notLead: m.pulse_not_lead({}, l),
    limits: [
      m.pulse_not_operator({}, l),
      m.pulse_not_code({}, l),
      m.pulse_not_traffic({}, l),
      m.pulse_not_stuffing({}, l),
      m.pulse_not_style({}, l),
      m.pulse_not_colleagues({}, l),
      m.pulse_not_device({}, l),
    ],
    code: m.pulse_code_title({}, l),
    codeText: m.pulse_code_text({}, l),
    codeChecked: m.pulse_code_checked({}, l),
    device: m.pulse_device_title({}, l),
    devices: [
      { own: true, label: m.pulse_device_mine({}, l), hint: m.pulse_device_mine_hint({}, l) },
      { own: false, label: m.pulse_device_other({}, l), hint: m.pulse_device_other_hint({}, l) },
    ],
    confidential: m.pulse_acting_confidential_before({}, l),
    startNote: m.pulse_start_note({}, l),
    start: m.pulse_start({}, l),
    starting: m.pulse_starting({}, l),
    goOn: m.common_continue({}, l),
    begun: m.pulse_draft_here({}, l),
    taken: m.pulse_taken_title({}, l),
    takenText: m.pulse_taken_text({}, l),
    back: m.pulse_back_to_list({}, l),
    withoutScript: m.pulse_noscript_title({}, l),
    withoutScriptText: m.pulse_noscript_text({}, l),
  }
}

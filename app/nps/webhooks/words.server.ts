import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { redact } from '../redact.ts'
import { ROW_REASONS, type RowReason } from '../row.ts'
import { rowWords } from '../words.server.ts'
import { DELIVERY_REASONS, type DeliveryReason, type Kind } from './kinds.ts'
import type { Delivery } from './log.server.ts'

/** Brands are called alike in every language. */
export function kindName(kind: Kind, locale: Locale): string {
  const brands = { delighted: 'Delighted', typeform: 'Typeform', formbricks: 'Formbricks' }
  return kind === 'plain' ? m.nps_hooks_kind_plain({}, { locale }) : brands[kind]
}

export function outcomeName(
  { outcome, reason }: Pick<Delivery, 'outcome' | 'reason'>,
  locale: Locale,
): string {
  const words = {
    stored: m.nps_hooks_out_stored,
    updated: m.nps_hooks_out_updated,
    unchanged: m.nps_hooks_out_unchanged,
    older: m.nps_hooks_out_older,
    passed: m.nps_hooks_out_passed,
    waiting: reason === 'word' ? m.nps_hooks_out_waiting_word : m.nps_hooks_out_waiting,
    refused: m.nps_hooks_out_refused,
  }
  return words[outcome]({}, { locale })
}

const WHY: Record<DeliveryReason, (value: { value: string }, l: { locale: Locale }) => string> = {
  'no-secret': m.nps_hooks_why_no_secret,
  'secret-lost': m.nps_hooks_why_secret_lost,
  unsigned: m.nps_hooks_why_unsigned,
  signature: m.nps_hooks_why_signature,
  clock: m.nps_hooks_why_clock,
  paused: m.nps_hooks_why_paused,
  json: m.nps_hooks_why_json,
  shape: m.nps_hooks_why_shape,
  'no-score-field': m.nps_hooks_why_no_score_field,
  word: m.nps_hooks_why_word,
  full: m.nps_hooks_why_full,
  event: m.nps_hooks_why_event,
  'not-nps': m.nps_hooks_why_not_nps,
  'no-score': m.nps_hooks_why_no_score,
  expired: m.nps_hooks_why_expired,
  'left-out': m.nps_hooks_why_left_out,
}

const isDeliveryReason = (reason: string): reason is DeliveryReason =>
  DELIVERY_REASONS.some((one) => one === reason)
const isRowReason = (reason: string): reason is RowReason =>
  ROW_REASONS.some((one) => one === reason)

/** Why a delivery was passed over or refused; what stood there only as far as it tells of nobody. '' for no reason. */
export function whyOf(
  { reason, value }: Pick<Delivery, 'reason' | 'value'>,
  locale: Locale,
): string {
  if (reason === null) return ''
  const shown = redact(value, locale)
  if (isDeliveryReason(reason)) return WHY[reason]({ value: shown }, { locale })
  return isRowReason(reason) ? rowWords({ reason, value: shown }, locale) : ''
}

/** Whether a connection takes anything in, in words. */
export function stateName(
  { pausedAt, hasSecret }: { pausedAt: number | null; hasSecret: boolean },
  locale: Locale,
): string {
  if (!hasSecret) return m.nps_hooks_no_secret_state({}, { locale })
  return pausedAt === null ? m.nps_hooks_on({}, { locale }) : m.nps_hooks_paused({}, { locale })
}

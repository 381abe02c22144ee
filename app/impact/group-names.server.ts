import { m } from '../i18n/messages.ts'
import type { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'

/** The four groups of touchpoints, for sentences made on the server. */
export const GROUP_NAMES: Record<
  (typeof TOUCHPOINT_GROUPS)[number],
  typeof m.feedback_group_business
> = {
  business: m.feedback_group_business,
  product: m.feedback_group_product,
  service: m.feedback_group_service,
  employee: m.feedback_group_employee,
}

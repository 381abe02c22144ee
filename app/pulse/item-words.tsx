import { m } from '../i18n/messages.ts'

/** The words of 1, 2, 3, 4, 5. */
export function itemWords(): string[] {
  return [m.pulse_item_1(), m.pulse_item_2(), m.pulse_item_3(), m.pulse_item_4(), m.pulse_item_5()]
}

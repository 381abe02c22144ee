import { formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { type Inputs, MONEY_INPUTS, MONEY_NAMES, type MoneyName } from './money.ts'
import { inputName } from './money-prose.server.ts'

export interface MoneyField {
  name: MoneyName
  label: string
  /** Where the portal has measured it: what stands in its place. */
  hint: string | null
}

export function moneyFields(inputs: Inputs, locale: Locale): MoneyField[] {
  return MONEY_NAMES.map((name) => {
    const input = inputs[name]
    const value = input?.tag === 'measured' ? formatNumber(input.mid, 0, locale) : null
    return {
      name,
      label: inputName(name, locale),
      hint: value && m.impact_money_measured_hint({ value }, { locale }),
    }
  })
}

/** Each field that is wrong, in words that say what it takes. */
export function moneyErrors(
  error: Record<string, string[] | null> | null | undefined,
  locale: Locale,
): { field: string; message: string }[] {
  return Object.entries(error ?? {}).flatMap(([field, codes]) => {
    if (!Object.hasOwn(MONEY_INPUTS, field)) return []
    const { min, max } = MONEY_INPUTS[field as MoneyName]
    const name = inputName(field as MoneyName, locale)
    const [low, high] = [min, max].map((end) => formatNumber(end, 1, locale)) as [string, string]
    const message =
      codes?.[0] === 'range'
        ? m.impact_money_error_range({ name, min: low, max: high }, { locale })
        : m.impact_money_error_number({ name }, { locale })
    return [{ field, message }]
  })
}

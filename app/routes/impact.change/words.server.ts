import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { RowProse } from '../../impact/map-change-prose.server.ts'

/** Of each of these a page shows one language: sent, they weigh nothing in its scripts. */
export function changeWords(rows: readonly RowProse[], locale: Locale) {
  const l = { locale }
  const still = (group: string) =>
    rows.filter((row) => row.group === group && row.says.length === 0).length
  return {
    empty: m.impact_change_empty({}, l),
    rest: Object.fromEntries(
      [...new Set(rows.map(({ group }) => group))].map((group) => [
        group,
        m.impact_change_rest({ n: still(group) }, l),
      ]),
    ),
    labels: {
      touchpoint: m.impact_col_touchpoint({}, l),
      before: m.impact_change_col_customers_before({}, l),
      now: m.impact_change_col_customers_now({}, l),
      change: m.impact_change_col_customers({}, l),
      before2: m.impact_change_col_colleagues_before({}, l),
      now2: m.impact_change_col_colleagues_now({}, l),
      change2: m.impact_change_col_colleagues({}, l),
    },
    months: m.impact_change_months({}, l),
    monthsText: m.impact_change_months_text({}, l),
    choose: m.impact_change_choose({}, l),
    chooseGroups: m.impact_change_choose_groups({}, l),
    names: {
      customers: m.impact_map_customers({}, l),
      colleagues: m.impact_map_colleagues({}, l),
    },
    monthLabels: {
      month: m.impact_col_month({}, l),
      customers: m.impact_map_customers({}, l),
      answers: m.impact_col_answers({}, l),
      colleagues: m.impact_map_colleagues({}, l),
      notes: m.impact_col_notes({}, l),
    },
    back: m.impact_how_back({}, l),
  }
}

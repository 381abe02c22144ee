import type { Action } from '../audit/entry.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { type Company, type CompanyField, companyTyped, MOST, UNSET } from './company.ts'

/** What is wrong with a field, and what to do. */
export function fieldWords(field: CompanyField, locale: Locale): string {
  const l = { locale }
  const { cell, detail } = UNSET.thresholds
  return {
    name: m.people_company_name_wrong({}, l),
    accent: m.people_company_accent_wrong({}, l),
    time_zone: m.people_company_zone_wrong({}, l),
    quiet_from: m.people_company_quiet_wrong({}, l),
    quiet_to: m.people_company_quiet_wrong({}, l),
    locales: m.people_company_locales_wrong({}, l),
    cell: m.people_company_cell_wrong({ low: cell, high: MOST.cell }, l),
    detail: m.people_company_detail_wrong({ low: detail, high: MOST.detail }, l),
    sender: m.people_company_sender_wrong({}, l),
  }[field]
}

const ACTION: Record<CompanyField, Action> = {
  name: 'company.named',
  accent: 'company.accent',
  time_zone: 'company.zone',
  quiet_from: 'company.quiet',
  quiet_to: 'company.quiet',
  locales: 'company.languages',
  cell: 'company.thresholds',
  detail: 'company.thresholds',
  sender: 'company.sender',
}

/** What the log says of a change: an entry for each thing that is otherwise now. */
export function changesOf(
  before: Company,
  after: Company,
): { action: Action; detail: { from: string; to: string } }[] {
  const [was, is] = [companyTyped(before), companyTyped(after)]
  const fields = (Object.keys(ACTION) as CompanyField[]).filter((field) => was[field] !== is[field])
  const told = [...new Set(fields.map((field) => ACTION[field]))]
  return told.map((action) => {
    const parts = (Object.keys(ACTION) as CompanyField[]).filter(
      (field) => ACTION[field] === action,
    )
    const said = (typed: typeof was) => parts.map((field) => typed[field]).join(' – ')
    return { action, detail: { from: said(was), to: said(is) } }
  })
}

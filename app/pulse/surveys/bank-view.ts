import type { Locale } from '../../i18n/locale.ts'
import type { Bank } from './bank.ts'
import { bankIds, type BankIds } from './draft.ts'

interface Line {
  id: string
  text: string
}

/** The bank in one language: a browser needs no other to choose from it. */
export interface BankView {
  ids: BankIds
  enps: Line
  drivers: { id: string; name: string; items: Line[] }[]
  comments: Line[]
}

export function bankView(bank: Bank, locale: Locale): BankView {
  const line = ({ id, text }: { id: string; text: Record<Locale, string> }) => ({
    id,
    text: text[locale],
  })
  return {
    ids: bankIds(bank),
    enps: line(bank.enps),
    drivers: bank.drivers.map(({ id, name, items }) => ({
      id,
      name: name[locale],
      items: items.map(line),
    })),
    comments: bank.comments.map(line),
  }
}

import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Fold } from '../../ui/fold.tsx'
import type { BankView } from './bank-view.ts'

interface Props {
  bank: BankView
  chosen: ReadonlySet<string>
  pick: (id: string, wanted: boolean) => void
}

/** What the bank has, by driver: ticking takes a question into the survey. */
export function BankPicker({ bank, chosen, pick }: Props) {
  const groups = [
    { id: 'enps', name: m.pulse_surveys_enps(), items: [bank.enps] },
    ...bank.drivers,
    { id: 'words', name: m.pulse_surveys_words(), items: bank.comments },
  ]
  return (
    <div className="divide-y divide-line border-y border-line">
      {groups.map(({ id, name, items }) => (
        <Fold
          key={id}
          label={m.pulse_surveys_driver_n({
            name,
            n: formatNumber(items.filter((item) => chosen.has(item.id)).length),
            of: formatNumber(items.length),
          })}
        >
          <fieldset className="space-y-2 pb-4">
            <legend className="sr-only">{name}</legend>
            {items.map((item) => (
              <label key={item.id} className="choice">
                <input
                  type="checkbox"
                  name="pick"
                  value={item.id}
                  checked={chosen.has(item.id)}
                  onChange={(event) => pick(item.id, event.target.checked)}
                />
                <span>{item.text}</span>
              </label>
            ))}
          </fieldset>
        </Fold>
      ))}
    </div>
  )
}

import { useState } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { expectedStay } from '../calculator.ts'
import type { TextNode } from '../text.ts'
import { Text } from '../text.tsx'
import { useAwake } from './interactive.tsx'

interface Props {
  text: TextNode[]
  /** Of 100 customers, how many leave a year; 10 and 5 are the famous ones. */
  before: string
  after: string
}

/** How long a customer stays when fewer leave: arithmetic, labelled as such. */
export function Stay({ text, before: sentBefore, after: sentAfter }: Props) {
  const [before, setBefore] = useState(sentBefore)
  const [after, setAfter] = useState(sentAfter)
  const awake = useAwake()
  const from = expectedStay(Number(before))
  const to = expectedStay(Number(after))
  return (
    <div className="space-y-6">
      <p className="inline-block rounded-full bg-warn-soft px-4 py-1.5 font-medium">
        {m.training_stay_label()}
      </p>
      <div className="prose">
        <Text nodes={text} />
      </div>
      <div className="space-y-4">
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <TextField
            id="before"
            name="before"
            type="number"
            inputMode="decimal"
            step="any"
            label={m.training_stay_before()}
            error={from === null ? m.training_stay_wrong() : undefined}
            value={before}
            onChange={(event) => setBefore(event.currentTarget.value)}
          />
          <TextField
            id="after"
            name="after"
            type="number"
            inputMode="decimal"
            step="any"
            label={m.training_stay_after()}
            error={to === null ? m.training_stay_wrong() : undefined}
            value={after}
            onChange={(event) => setAfter(event.currentTarget.value)}
          />
        </div>
        {!awake && (
          <Button look="second" name="do" value="keep">
            {m.training_stay_show()}
          </Button>
        )}
      </div>
      {from !== null && to !== null && (
        <div className="space-y-3" aria-live="polite">
          <h2>{m.training_stay_stays()}</h2>
          <StayBar years={from} most={Math.max(from, to)} />
          <StayBar years={to} most={Math.max(from, to)} />
        </div>
      )}
    </div>
  )
}

function StayBar({ years, most }: { years: number; most: number }) {
  const shown = formatNumber(years, 1)
  return (
    <div className="space-y-1">
      <p className="font-medium">
        {m.training_stay_years({ n: Math.round(years * 10) / 10, shown })}
      </p>
      <div aria-hidden="true" className="h-5 rounded-full bg-sunk">
        <div
          className="h-full rounded-full bg-accent forced-colors:bg-[CanvasText]"
          style={{ inlineSize: `${(years / most) * 100}%` }}
        />
      </div>
    </div>
  )
}

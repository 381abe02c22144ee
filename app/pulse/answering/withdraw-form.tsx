import { useEffect, useRef, useState, type FormEvent } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ReceiptField, useReceiptWords, useWrongWords } from './receipt-words.tsx'

type Outcome = 'withdrawn' | 'unknown' | 'closed' | 'later' | 'unreadable'

/** Takes an answer back by its receipt: typed, kept on this device, or brought along behind `#` by the QR code. */
export function WithdrawForm({ waveId }: { waveId: string }) {
  const { words, write, ready } = useReceiptWords(waveId)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const error = {
    withdrawn: undefined,
    unreadable: m.pulse_withdraw_unreadable(),
    unknown: m.pulse_withdraw_unknown(),
    closed: m.pulse_withdraw_closed(),
    later: m.pulse_hitch_later_text(),
  }
  const wrong = useWrongWords(outcome ? error[outcome] : undefined)
  const done = useRef<HTMLHeadingElement>(null)
  useEffect(() => done.current?.focus(), [outcome])

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setOutcome(null)
    const { withdrawByWords } = await import('./withdrawing.client.ts')
    setOutcome(await withdrawByWords(waveId, words))
    setBusy(false)
  }

  if (outcome === 'withdrawn') {
    return (
      <Notice look="good" live="status">
        <h2 ref={done} tabIndex={-1} className="text-base">
          {m.pulse_withdrawn_title()}
        </h2>
        <p className="mt-1">{m.pulse_withdrawn_text()}</p>
      </Notice>
    )
  }
  return (
    <form className="space-y-4" onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={wrong} />
      <ReceiptField words={words} write={write} error={wrong[0]?.message} />
      <Button look="danger" disabled={!ready} busy={busy}>
        {m.pulse_withdraw_button()}
      </Button>
    </form>
  )
}

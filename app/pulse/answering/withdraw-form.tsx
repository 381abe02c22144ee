import { useState, type FormEvent } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ReceiptField, useReceiptWords } from './receipt-words.tsx'

type Outcome = 'withdrawn' | 'unknown' | 'closed' | 'later' | 'unreadable'

/** Takes an answer back by its receipt: typed, kept on this device, or brought along behind `#` by the QR code. */
export function WithdrawForm({ waveId }: { waveId: string }) {
  const { words, write, ready } = useReceiptWords(waveId)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

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
        <h2 className="text-base">{m.pulse_withdrawn_title()}</h2>
        <p className="mt-1">{m.pulse_withdrawn_text()}</p>
      </Notice>
    )
  }
  const error = {
    unreadable: m.pulse_withdraw_unreadable(),
    unknown: m.pulse_withdraw_unknown(),
    closed: m.pulse_withdraw_closed(),
    later: m.pulse_hitch_later_text(),
  }
  return (
    <form className="space-y-4" onSubmit={(event) => void submit(event)}>
      <ReceiptField words={words} write={write} error={outcome ? error[outcome] : undefined} />
      <Button look="danger" disabled={!ready || busy}>
        {m.pulse_withdraw_button()}
      </Button>
    </form>
  )
}

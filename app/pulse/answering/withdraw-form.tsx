import { useLocation } from '@remix-run/react'
import { useEffect, useState, type FormEvent } from 'react'
import { m, spoken } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'

type Outcome = 'withdrawn' | 'unknown' | 'closed' | 'later' | 'unreadable'

/** Takes an answer back by its receipt: typed, kept on this device, or brought along behind `#` by the QR code. */
export function WithdrawForm({ waveId }: { waveId: string }) {
  const { hash } = useLocation()
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const [ready, setReady] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  useEffect(() => {
    let gone = false
    async function look() {
      const { wordsOf } = await import('./receipt.client.ts')
      const { keptReceipt } = await import('./withdrawing.client.ts')
      const receipt = hash.length > 1 ? hash.slice(1) : await keptReceipt(waveId)
      if (gone) return
      if (receipt) setWords((typed) => typed || wordsOf(receipt, spoken()).join(' '))
      setReady(true)
    }
    void look()
    return () => {
      gone = true
    }
  }, [hash, waveId])

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
      <TextArea
        id="words"
        label={m.pulse_withdraw_words()}
        hint={m.pulse_withdraw_words_hint()}
        rows={4}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        error={outcome ? error[outcome] : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      <Button look="danger" disabled={!ready || busy}>
        {m.pulse_withdraw_button()}
      </Button>
    </form>
  )
}

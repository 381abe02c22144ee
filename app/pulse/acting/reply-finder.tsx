import { useEffect, useState, type FormEvent } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ReceiptField, useReceiptWords, useWrongWords } from '../answering/receipt-words.tsx'
import type { OpenedReply } from './replies.client.ts'
import { type Commented, RepliesView } from './replies-view.tsx'

type Outcome = OpenedReply[] | 'later' | 'unreadable'

async function openedWith(words: string, waveId: string, ids: string): Promise<Outcome> {
  const [{ receiptFromWords }, { repliesFor }] = await Promise.all([
    import('../receipt.ts'),
    import('./replies.client.ts'),
  ])
  const receipt = receiptFromWords(words)
  const ask = (path: string, init: RequestInit) => fetch(path, init)
  return receipt ? repliesFor(ask, waveId, receipt, ids.split(' ')) : 'unreadable'
}

/** Opens the replies to one receipt: typed, kept on this device, or brought along behind `#`. Nothing of it is sent. */
export function ReplyFinder({ waveId, questions }: { waveId: string; questions: Commented[] }) {
  const { words, write, found, ready } = useReceiptWords(waveId)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  const ids = questions.map(({ id }) => id).join(' ')

  useEffect(() => {
    if (found === null) return
    let gone = false
    void openedWith(found, waveId, ids).then((opened) => !gone && setOutcome(opened))
    return () => {
      gone = true
    }
  }, [found, waveId, ids])

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setOutcome(null)
    setOutcome(await openedWith(words, waveId, ids))
    setBusy(false)
  }

  const error = {
    unreadable: m.pulse_withdraw_unreadable(),
    later: m.pulse_hitch_later_text(),
  }
  const wrong = useWrongWords(typeof outcome === 'string' ? error[outcome] : undefined)
  return (
    <>
      {/* There before it speaks: what comes together with its words is not read out everywhere. */}
      <section aria-live="polite" className="space-y-4">
        {Array.isArray(outcome) && outcome.length === 0 && (
          <Notice>
            <h2 className="text-base">{m.pulse_acting_replies_none()}</h2>
            <p className="mt-1">{m.pulse_acting_replies_none_text()}</p>
          </Notice>
        )}
        {Array.isArray(outcome) && outcome.length > 0 && (
          <>
            <h2>{m.pulse_acting_replies_n({ n: outcome.length })}</h2>
            <RepliesView replies={outcome} questions={questions} />
          </>
        )}
      </section>
      <form className="space-y-4" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={wrong} />
        <ReceiptField words={words} write={write} error={wrong[0]?.message} />
        <Button
          disabled={!ready}
          busy={busy}
          look={Array.isArray(outcome) && outcome.length > 0 ? 'second' : 'main'}
        >
          {m.pulse_acting_replies_find()}
        </Button>
      </form>
    </>
  )
}

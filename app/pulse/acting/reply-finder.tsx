import { useLocation } from '@remix-run/react'
import { useEffect, useState, type FormEvent } from 'react'
import { m, spoken } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
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
  const { hash } = useLocation()
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const [ready, setReady] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  const ids = questions.map(({ id }) => id).join(' ')

  useEffect(() => {
    let gone = false
    async function look() {
      const { wordsOf } = await import('../answering/receipt.client.ts')
      const { keptReceipt } = await import('../answering/withdrawing.client.ts')
      const receipt = hash.length > 1 ? hash.slice(1) : await keptReceipt(waveId)
      if (gone) return
      const found = receipt ? wordsOf(receipt, spoken()).join(' ') : ''
      setReady(true)
      if (found === '') return
      setWords((typed) => typed || found)
      const opened = await openedWith(found, waveId, ids)
      if (!gone) setOutcome(opened)
    }
    void look()
    return () => {
      gone = true
    }
  }, [hash, waveId, ids])

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setOutcome(await openedWith(words, waveId, ids))
    setBusy(false)
  }

  const error = {
    unreadable: m.pulse_withdraw_unreadable(),
    later: m.pulse_hitch_later_text(),
  }
  return (
    <>
      {Array.isArray(outcome) && (
        <section aria-live="polite" className="space-y-4">
          {outcome.length === 0 ? (
            <Notice>
              <h2 className="text-base">{m.pulse_acting_replies_none()}</h2>
              <p className="mt-1">{m.pulse_acting_replies_none_text()}</p>
            </Notice>
          ) : (
            <>
              <h2>{m.pulse_acting_replies_n({ n: outcome.length })}</h2>
              <RepliesView replies={outcome} questions={questions} />
            </>
          )}
        </section>
      )}
      <form className="space-y-4" onSubmit={(event) => void submit(event)}>
        <TextArea
          id="words"
          label={m.pulse_withdraw_words()}
          hint={m.pulse_withdraw_words_hint()}
          rows={4}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          error={typeof outcome === 'string' ? error[outcome] : undefined}
          autoComplete="off"
          spellCheck={false}
        />
        <Button
          disabled={!ready || busy}
          look={Array.isArray(outcome) && outcome.length > 0 ? 'second' : 'main'}
        >
          {m.pulse_acting_replies_find()}
        </Button>
      </form>
    </>
  )
}

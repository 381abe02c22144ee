import { useEffect, useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { couldKeep, leaving, type Leaving } from './here.client.ts'

interface Props {
  /** Says how many answers signing out would erase. */
  onKnown: (waiting: number) => void
}

/** What of this phone signing out would erase, and sending it before. */
export default function LeavingSection({ onKnown }: Props) {
  const [found, setFound] = useState<Leaving | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!couldKeep()) return
    let gone = false
    void leaving().then(
      (now) => {
        if (!gone) setFound(now)
      },
      () => {},
    )
    return () => {
      gone = true
    }
  }, [])
  const waiting = found?.waiting ?? 0
  useEffect(() => onKnown(waiting), [onKnown, waiting])
  async function send() {
    setBusy(true)
    setFound(await leaving().catch(() => found))
    setTried(true)
    setBusy(false)
  }
  if (!found) return null
  if (waiting === 0) {
    return (
      tried && (
        <Notice look="good" live="status">
          {m.training_phone_all_sent()}
        </Notice>
      )
    )
  }
  if (found.tomorrow) {
    return (
      <Notice look="warn" live="status">
        {m.training_phone_leaving_tomorrow({ n: waiting })}
      </Notice>
    )
  }
  return (
    <>
      <Notice look="warn" live="status">
        <p>{m.training_phone_leaving({ n: waiting })}</p>
        {tried && <p className="mt-2">{m.training_phone_unreachable()}</p>}
      </Notice>
      <Button className="w-full sm:w-auto" disabled={busy} onClick={() => void send()}>
        {busy ? m.training_phone_busy() : m.training_phone_send()}
      </Button>
    </>
  )
}

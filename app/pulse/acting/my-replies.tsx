import { lazy, Suspense, useEffect, useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { ButtonLink } from '../../ui/button.tsx'
import type { DeviceKeys } from '../answering/device.client.ts'
import type { OpenedReply } from './replies.client.ts'
import type { Commented } from './replies-view.tsx'

/** Only where there is a reply: most who open the page have none. */
const RepliesView = lazy(() =>
  import('./replies-view.tsx').then((view) => ({ default: view.RepliesView })),
)

/**
 * On the page of a closed wave: every browser downloads the whole mailbox, and one that kept its receipt opens its own.
 * Whether it did is seen on this screen and nowhere else. `device` is null for whoever was not in this wave; with no
 * `questions`, nothing can be replied to and all that the device kept of the wave is erased.
 */
export function useMyReplies(
  waveId: string,
  questions: readonly Commented[],
  device: DeviceKeys | null,
): OpenedReply[] {
  const [replies, setReplies] = useState<OpenedReply[]>([])
  const asked = JSON.stringify([device, questions.map(({ id }) => id)])
  useEffect(() => {
    let gone = false
    async function look() {
      if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return
      const [device, ids] = JSON.parse(asked) as [DeviceKeys | null, string[]]
      const { forget, receiptKept } = await import('../answering/device.client.ts')
      if (ids.length === 0) return device ? forget(device.record) : undefined
      const kept = device && (await receiptKept(device))
      const { repliesOf } = await import('./replies.client.ts')
      const found = await repliesOf((path, init) => fetch(path, init), waveId, kept, ids)
      if (!gone && found !== 'later') setReplies(found)
    }
    void look().catch(() => {})
    return () => {
      gone = true
    }
  }, [waveId, asked])
  return replies
}

interface Props {
  waveId: string
  questions: Commented[]
  replies: OpenedReply[]
}

/** What was opened, or where to open it. */
export function MyReplies({ waveId, questions, replies }: Props) {
  if (questions.length === 0) return null
  return (
    <section className="space-y-4 border-t border-line pt-5">
      <h2>{m.pulse_acting_replies_title()}</h2>
      {replies.length > 0 ? (
        <Suspense>
          <RepliesView replies={replies} questions={questions} />
        </Suspense>
      ) : (
        <>
          <p>{m.pulse_acting_replies_text()}</p>
          <ButtonLink to={`/pulse/${waveId}/replies`} look="second">
            {m.pulse_acting_replies_open()}
          </ButtonLink>
        </>
      )}
    </section>
  )
}

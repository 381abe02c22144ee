import { lazy, Suspense } from 'react'
import type { PulsePromise, RestoredWords } from '../promise.server.ts'
import { BeforeScreen } from './before-screen.tsx'
import { screens, useAnswering } from './use-answering.tsx'

/** What the server tells the page of an open wave and of me in it. */
export interface AnsweredWave {
  id: string
  name: string
  promise: PulsePromise
  closesAt: number
  timeZone: string
  /** The wave code as the server says it; the browser reckons its own. */
  code: string[]
  /** I have taken my token. */
  issued: boolean
  /** Where the portal was put back from a backup meanwhile. */
  restored: RestoredWords | null
}

const Screens = lazy(screens)

/** Answering a wave, one screen at a time. Which screen is told by the device, never by the server. */
export function AnsweringPage({ wave }: { wave: AnsweredWave }) {
  const answering = useAnswering(wave.id)
  const { draft, sent, place, checked } = answering
  const asking = checked !== null && draft?.token.step === 'signed' && place !== null
  const before = <BeforeScreen wave={wave} answering={answering} />
  if (!sent && !draft?.sealed && !asking) return before
  return (
    <Suspense fallback={before}>
      <Screens wave={wave} answering={answering} />
    </Suspense>
  )
}

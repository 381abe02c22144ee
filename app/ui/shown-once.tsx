import { useEffect, useRef } from 'react'
import { Notice } from './notice.tsx'

/**
 * What is shown this one time, a token or a link. It stands on top, and the form that made it may stand far below: it is
 * brought into view. Give it `words` as its key, so that the next one is as well.
 */
export function ShownOnce({ said, words }: { said: string; words: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'center' }), [])
  return (
    <div ref={box} className="space-y-6">
      <Notice look="good" live="status">
        {said}
      </Notice>
      <p dir="ltr" className="rounded-xl bg-sunk p-4 font-medium break-all select-all">
        {words}
      </p>
    </div>
  )
}

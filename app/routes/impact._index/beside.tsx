import type { BesideProse } from '../../impact/beside-prose.server.ts'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { MoreLink } from './more-link.tsx'

/** Something else beside the score: what can be said, and how surely. */
export function Beside({ said, how }: { said: BesideProse; how: string }) {
  return (
    <div className="space-y-3">
      <h2>{said.title}</h2>
      {said.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <HowWeKnow>
        {said.numbers.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <MoreLink to={how} />
      </HowWeKnow>
    </div>
  )
}

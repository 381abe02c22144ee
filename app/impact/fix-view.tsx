import { HowWeKnow } from '../ui/how-we-know.tsx'
import { Icon } from '../ui/icon.tsx'
import type { FixProse } from './fix-prose.server.ts'
import { Sides } from './sides.tsx'

interface Props {
  said: FixProse
  /** Tells one list of figures from another on a page with many. */
  id: string
  /** Where a page has many of them, the heading one deeper. */
  level?: 2 | 3
}

/** What customers said before and after a fix, beside what was left as it was. */
export function FixView({ said, id, level = 2 }: Props) {
  const Heading = `h${level}` as const
  return (
    <div className="space-y-3">
      <Heading id={id}>{said.title}</Heading>
      {said.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {said.thanks && (
        <p className="flex items-center gap-2 font-medium">
          <Icon name="hand-heart" className="size-5 text-accent" />
          {said.thanks}
        </p>
      )}
      {said.rows.map((row) => (
        <Sides key={row.name} row={row} />
      ))}
      {said.how.length > 0 && (
        <HowWeKnow>
          {said.how.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </HowWeKnow>
      )}
    </div>
  )
}

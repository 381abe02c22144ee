import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import type { ClaimView } from '../training/screen.ts'
import { Icon } from '../ui/icon.tsx'
import type { Impact } from './impact.server.ts'
import type { Verdict } from './link.ts'
import { notesWords } from './words.ts'

interface Arrow {
  key: string
  name: string
  /** What kind of knowledge it is, in two or three words. */
  tag: string
  text: ReactNode
}

const LINK_TAG: Record<Verdict, () => string> = {
  higher: () => m.impact_tag_together(),
  lower: () => m.impact_tag_together(),
  reversed: () => m.impact_tag_against(),
  'cannot-tell': () => m.impact_tag_cannot_tell(),
  'too-few': () => m.impact_tag_cannot_tell(),
}

/** Every arrow of the chain answers "how do we know?", also where the answer is that we do not. */
export function ArrowList({
  impact: { link, noted },
  claim,
}: {
  impact: Pick<Impact, 'link' | 'noted'>
  claim: ClaimView | null
}) {
  const arrows: Arrow[] = [
    {
      key: 'learn',
      name: m.impact_arrow_learn(),
      tag: m.impact_tag_not_measured(),
      text: <p>{m.impact_arrow_learn_text()}</p>,
    },
    {
      key: 'pulse',
      name: m.impact_arrow_pulse(),
      tag: m.impact_tag_not_measured(),
      text: <p>{m.impact_arrow_pulse_text()}</p>,
    },
    {
      key: 'notice',
      name: m.impact_arrow_notice(),
      tag: m.impact_tag_counted(),
      text: <p>{m.impact_arrow_notice_text({ notes: notesWords(noted.n) })}</p>,
    },
    {
      key: 'score',
      name: m.impact_arrow_score(),
      tag: link ? LINK_TAG[link.verdict]() : m.impact_tag_cannot_tell(),
      text: <p>{m.impact_arrow_score_text()}</p>,
    },
    {
      key: 'revenue',
      name: m.impact_arrow_revenue(),
      tag: m.impact_tag_elsewhere(),
      text: (
        <>
          <p>{m.impact_arrow_revenue_text()}</p>
          {claim && <p>{claim.measured}</p>}
          {claim && (
            <p>
              <strong>{claim.gradeWords.name}</strong> {claim.wording}
            </p>
          )}
        </>
      ),
    },
    {
      key: 'benefit',
      name: m.impact_arrow_benefit(),
      tag: m.impact_tag_decision(),
      text: <p>{m.impact_arrow_benefit_text()}</p>,
    },
  ]
  return (
    <ul className="grid gap-x-8 lg:grid-cols-2">
      {arrows.map(({ key, name, tag, text }) => (
        <li key={key} className="border-b border-line">
          <details className="group">
            <summary className="flex min-h-12 list-none flex-wrap items-center gap-x-3 gap-y-0.5 py-2">
              <Icon name="circle-help" className="size-5 text-accent" />
              <span className="flex-1 font-medium">{name}</span>
              <span className="text-sm text-muted">{tag}</span>
            </summary>
            <div className="prose pb-4 ps-8">{text}</div>
          </details>
        </li>
      ))}
    </ul>
  )
}

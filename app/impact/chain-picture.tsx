import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { formatDay, formatNumber } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import type { Impact } from './impact.server.ts'
import { answersWords, notesWords, points, span } from './words.ts'

type Numbers = Pick<Impact, 'score' | 'noted' | 'learned' | 'pulseEnded' | 'rule' | 'link'>

/** Three sources, one chain: service, score, revenue, benefit. Whole where we have numbers, dashed where not. */
export function ChainPicture({
  impact,
  money,
  timeZone,
}: {
  impact: Numbers
  /** What a client leaves, in words; null where nobody has entered what it takes. */
  money: string | null
  timeZone: string
}) {
  const { score, noted, learned, pulseEnded, rule, link } = impact
  const told = link?.verdict === 'higher' || link?.verdict === 'lower'
  return (
    <div className="lg:flex lg:items-center">
      <ul className="grid grid-cols-3 gap-2 lg:w-56 lg:shrink-0 lg:grid-cols-1 lg:gap-3">
        <Source
          to="/training"
          icon="book-open"
          name={m.impact_learn()}
          so={m.impact_learn_to()}
          now={learnedWords(learned)}
          known={learned?.completedAt != null}
        />
        <Source
          to="/pulse"
          icon="message-circle"
          name={m.impact_pulse()}
          so={m.impact_pulse_to()}
          now={pulseEnded === null ? m.impact_pulse_none() : formatDay(pulseEnded, timeZone)}
          known={pulseEnded !== null}
        />
        <Source
          to="/feedback"
          icon="message-square-heart"
          name={m.impact_notice()}
          so={m.impact_notice_to()}
          now={notesWords(noted.n)}
          known={noted.n > 0}
        />
      </ul>
      <Joined />
      <ol className="mx-auto flex max-w-80 flex-1 flex-col gap-6 lg:max-w-none lg:flex-row">
        <Ring name={m.impact_service()} known={noted.n > 0}>
          {noted.n > 0 ? (
            <>
              <span className="block text-lg leading-tight font-semibold">
                {m.impact_service_wow({ wow: formatNumber(noted.wow) })}
                <span className="lg:hidden"> · </span>
                <span className="lg:block">
                  {m.impact_service_poor({ poor: formatNumber(noted.poor) })}
                </span>
              </span>
              <Quiet>{m.impact_service_of({ notes: notesWords(noted.n) })}</Quiet>
            </>
          ) : (
            <Quiet>{m.impact_map_no_notes()}</Quiet>
          )}
        </Ring>
        <Ring name={m.impact_score()} known={score.low !== null} edge={told ? 'solid' : 'hollow'}>
          <ScoreWords score={score} />
        </Ring>
        <Ring name={m.impact_revenue()} known={money !== null} edge="hollow">
          <Quiet>{money ?? m.impact_revenue_none()}</Quiet>
        </Ring>
        <Ring name={m.impact_benefit()} known={rule !== null} edge="hollow">
          <Quiet>{rule ? m.impact_benefit_set() : m.impact_benefit_none()}</Quiet>
        </Ring>
      </ol>
    </div>
  )
}

function learnedWords(learned: Impact['learned']): string {
  if (learned?.completedAt) return m.impact_learn_done()
  return learned?.step
    ? m.impact_learn_step({ now: learned.step, of: learned.of })
    : m.impact_learn_open()
}

function ScoreWords({ score }: { score: Impact['score'] }) {
  const { n, value, low, high, missing } = score
  const answers = answersWords(n)
  if (low === null || high === null)
    return (
      <>
        <span className="block font-medium">{n === 0 ? m.impact_map_no_answers() : answers}</span>
        {n > 0 && <Quiet>{m.impact_missing_range({ n: missing })}</Quiet>}
      </>
    )
  return (
    <>
      <span
        className={`block font-semibold ${value === null ? 'text-xl' : 'text-4xl leading-none'}`}
      >
        {value === null ? span(low, high) : points(value)}
      </span>
      <Quiet>
        {value !== null && `${span(low, high)} · `}
        {answers}
      </Quiet>
      {value === null && <Quiet>{m.impact_missing_value({ n: missing })}</Quiet>}
    </>
  )
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="block text-sm text-muted">{children}</span>
}

interface SourceProps {
  to: string
  icon: IconName
  name: string
  so: string
  now: string
  known: boolean
}

function Source({ to, icon, name, so, now, known }: SourceProps) {
  return (
    <li>
      <Link
        to={to}
        className="flex h-full flex-col items-center gap-1.5 rounded-xl text-center no-underline hover:text-accent lg:flex-row lg:gap-3 lg:text-start"
      >
        <span
          className={`grid size-14 shrink-0 place-items-center rounded-full border-4 text-accent ${known ? 'border-accent bg-accent-soft' : 'border-dashed border-edge'}`}
        >
          <Icon name={icon} className="size-6" />
        </span>
        <span className="min-w-0">
          <span className="block leading-tight font-medium">{name}</span>
          <span className="sr-only lg:not-sr-only lg:block lg:text-sm lg:text-muted">{so}</span>
          <span className="block text-sm text-muted lg:text-ink">{now}</span>
        </span>
      </Link>
    </li>
  )
}

/** The three sources run together into the chain: downwards on a phone, the way people read on a wide screen. */
function Joined() {
  return (
    <>
      <Curves
        box="0 0 300 44"
        path="M50,0C50,30 150,12 150,44M150,0V44M250,0C250,30 150,12 150,44"
        className="mt-2 block h-9 w-full lg:hidden"
      />
      <Curves
        box="0 0 44 300"
        path="M0,50C30,50 12,150 44,150M0,150H44M0,250C30,250 12,150 44,150"
        className="hidden h-52 w-12 shrink-0 lg:block rtl:-scale-x-100"
      />
    </>
  )
}

function Curves({ box, path, className }: { box: string; path: string; className: string }) {
  return (
    <svg
      viewBox={box}
      preserveAspectRatio="none"
      className={className}
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={path}
        className="fill-none stroke-accent"
        strokeWidth="3"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

/** One link of the chain, and before it a link seen from its edge: filled where our own numbers show the two go together. */
function Ring({
  name,
  known,
  edge,
  children,
}: {
  name: string
  known?: boolean
  edge?: 'solid' | 'hollow'
  children: ReactNode
}) {
  return (
    <li
      className={`relative flex min-h-24 flex-1 flex-col items-center justify-center gap-0.5 rounded-[2.75rem] border-4 px-4 py-3 text-center lg:min-h-44 lg:px-2 ${
        known ? 'border-accent bg-raised' : 'border-dashed border-edge'
      }`}
    >
      {edge && (
        <span
          aria-hidden="true"
          className={`absolute -top-[2.125rem] h-10 w-3 rounded-full border-[3px] border-accent lg:start-[-2.125rem] lg:top-1/2 lg:h-3 lg:w-10 lg:-translate-y-1/2 ${edge === 'solid' ? 'bg-accent forced-colors:bg-[CanvasText]' : 'bg-paper'}`}
        />
      )}
      <span className="block leading-tight font-medium">{name}</span>
      {children}
    </li>
  )
}

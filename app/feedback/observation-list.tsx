import { Link } from '@remix-run/react'
import { formatDay } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { Icon } from '../ui/icon.tsx'
import { GradeMark, StatusMark } from './labels.tsx'
import type { ObservationCard } from './card.server.ts'

interface Props {
  observations: ObservationCard[]
  /** Where a row leads: its address without the id. */
  base: '/feedback' | '/team/feedback'
  /** The name of the site, where the list spans several. */
  sites?: boolean
  /** Tells my own apart in a list of everybody's. */
  markMine?: boolean
}

/** Observations to open, each whole row a target. */
export function ObservationList({ observations, base, sites, markMine }: Props) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-raised">
      {observations.map((one) => (
        <li key={one.id}>
          <Link
            to={`${base}/${one.id}`}
            className="block px-4 py-3.5 no-underline hover:bg-sunk focus-visible:-outline-offset-4"
          >
            <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <bdi className="font-semibold">{one.place}</bdi>
              <StatusMark status={one.status} />
            </span>
            {one.note && (
              <span className="mt-1 line-clamp-2 text-ink">
                <bdi>{one.note}</bdi>
              </span>
            )}
            <span className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
              <GradeMark grade={one.grade} wish={one.wish} />
              <span>{formatDay(one.observedOn)}</span>
              {sites && <bdi>{one.siteName}</bdi>}
              {one.authorName && <bdi>{one.authorName}</bdi>}
              {markMine && one.mine && <span>{m.feedback_mine_mark()}</span>}
              {one.joiners > 0 && <span>{m.feedback_joiners({ n: one.joiners })}</span>}
              {one.fresh && (
                <span className="inline-flex items-center gap-1 font-medium text-accent">
                  <Icon name="bell" className="size-4" />
                  {m.feedback_moved_mark()}
                </span>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

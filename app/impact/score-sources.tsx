import { formatMonth, formatNumber } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import type { Score } from './score.ts'
import { answersWords, points, range, span } from './words.ts'

const COLLECTED = {
  code: (n: string) => m.impact_collected_code({ n }),
  import: (n: string) => m.impact_collected_import({ n }),
  agency: (n: string) => m.impact_collected_agency({ n }),
  staff: (n: string) => n,
}

/** Who asked the customers: what counts together, and apart from it what staff collected themselves. */
export function ScoreSources({ score: { collected, staff } }: { score: Score }) {
  return (
    <>
      {collected.length > 0 && (
        <p>
          {m.impact_collected()}:{' '}
          {collected.map(({ by, n }) => COLLECTED[by](formatNumber(n))).join(', ')}.
        </p>
      )}
      {staff && (
        <p>
          {m.impact_staff_apart({ answers: answersWords(staff.n) })}{' '}
          {staff.low !== null &&
            staff.high !== null &&
            m.impact_staff_score({
              score:
                staff.value === null
                  ? span(staff.low, staff.high)
                  : `${points(staff.value)} (${span(staff.low, staff.high)})`,
            })}
        </p>
      )}
    </>
  )
}

/** What we know of the score, and how surely, in one sentence. */
export function ScoreLead({
  score: { n, value, low, high },
  newest,
  place,
}: {
  score: Score
  newest: string | null
  place: string
}) {
  if (n === 0)
    return (
      <>
        {m.impact_lead_none({ place: named(place) })}{' '}
        {newest && m.impact_lead_newest({ month: formatMonth(newest) })}
      </>
    )
  if (low === null || high === null) return m.impact_lead_comments({ place: named(place) })
  if (value === null)
    return m.impact_lead_interval({ place: named(place), range: range(low, high) })
  return m.impact_lead_value({
    place: named(place),
    score: points(value),
    range: range(low, high),
  })
}

/** A name in its own direction inside a sentence. */
function named(place: string): string {
  return `\u2068${place}\u2069`
}

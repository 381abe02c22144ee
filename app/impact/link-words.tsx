import { formatDay, formatMonth, formatNumber } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import type { StoredLink } from './link.server.ts'
import type { Within } from './link.ts'
import { apart, chance } from './words.ts'

/** Above that many places a link is out of reach for any company that would read this. */
const MOST_PLACES = 500

/** The sentence about the link that its numbers allow. */
export function linkTitle(link: StoredLink | null): string {
  if (!link) return m.impact_link_none()
  if (link.verdict === 'higher') return m.impact_link_higher()
  if (link.verdict === 'lower') return m.impact_link_lower()
  return link.verdict === 'reversed' ? m.impact_link_reversed() : m.impact_link_cannot_tell()
}

/** What is known, how surely, and what it would take to know more. */
export function LinkWords({ link }: { link: StoredLink | null }) {
  if (!link) return <p>{m.impact_link_none_text()}</p>
  const { verdict, within } = link
  return (
    <div className="space-y-3 text-lg">
      {verdict === 'too-few' && <TooFew link={link} />}
      {verdict === 'cannot-tell' && <CannotTell link={link} />}
      {verdict === 'reversed' && within && (
        <p>
          {m.impact_link_reversed_text({
            direction:
              (link.spearman?.rho ?? 0) > 0
                ? m.impact_link_word_higher()
                : m.impact_link_word_lower(),
            against: formatNumber(within.against),
            sites: formatNumber(within.along + within.against),
          })}
        </p>
      )}
      {(verdict === 'higher' || verdict === 'lower') && (
        <p>{m.impact_link_told({ used: formatNumber(link.used) })}</p>
      )}
      {verdict !== 'too-few' && verdict !== 'reversed' && <p>{withinWords(within)}</p>}
    </div>
  )
}

function TooFew({ link: { used, sites, missing } }: { link: StoredLink }) {
  return (
    <>
      <p>{m.impact_link_few({ used: formatNumber(used), sites: formatNumber(sites) })}</p>
      <p>
        {missing
          ? m.impact_link_few_missing({
              answers: m.impact_answers({ n: missing.answers }),
              notes: m.impact_notes({ n: missing.grades }),
            })
          : m.impact_link_small()}
      </p>
    </>
  )
}

function CannotTell({ link: { used, missing, sitesNeeded } }: { link: StoredLink }) {
  return (
    <>
      <p>{m.impact_link_chance({ used: formatNumber(used) })}</p>
      <p>
        {missing === null
          ? m.impact_link_alike()
          : missing.answers > 0
            ? m.impact_link_more_answers({ n: missing.answers })
            : sitesNeeded !== null && sitesNeeded <= MOST_PLACES
              ? m.impact_link_more_places({ n: formatNumber(sitesNeeded) })
              : m.impact_link_weak()}
      </p>
    </>
  )
}

function withinWords(within: Within | null): string {
  if (!within) return m.impact_within_unknown()
  if (within.outcome === 'rises') return m.impact_within_rises()
  return within.outcome === 'falls' ? m.impact_within_falls() : m.impact_within_cannot_tell()
}

/** The same for a statistician: every figure with its n, and what was left out. */
export function LinkNumbers({ link, timeZone }: { link: StoredLink; timeZone: string }) {
  const { spearman, kendall, within } = link
  const two = (value: number) => formatNumber(value, 2).replaceAll('-', '−')
  return (
    <>
      {spearman && kendall && (
        <p>
          {m.impact_link_numbers({
            rho: apart(two(spearman.rho)),
            range:
              spearman.low === null || spearman.high === null
                ? m.impact_link_no_range()
                : apart(`${two(spearman.low)}…${two(spearman.high)}`),
            p: chance(spearman.p),
            tau: apart(two(kendall.tau)),
            ptau: chance(kendall.p),
          })}
        </p>
      )}
      {within && (
        <p>
          {m.impact_link_within_numbers({
            slope: apart(formatNumber(within.slope / 10, 1).replaceAll('-', '−')),
            p: chance(within.p),
            quarters: formatNumber(within.quarters),
            sites: formatNumber(within.sites),
          })}
        </p>
      )}
      <p>
        {m.impact_link_base({
          answers: m.impact_answers({ n: link.answers }),
          notes: m.impact_notes({ n: link.grades }),
          used: formatNumber(link.used),
          sites: formatNumber(link.sites),
          from: formatMonth(link.from),
          to: formatMonth(link.to),
        })}
      </p>
      {link.leftOut > 0 && (
        <p>{m.impact_link_left_out({ answers: m.impact_answers({ n: link.leftOut }) })}</p>
      )}
      <p className="text-muted">
        {m.impact_link_computed({ day: formatDay(link.computedAt, timeZone) })}
      </p>
    </>
  )
}

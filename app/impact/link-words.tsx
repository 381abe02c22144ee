import { formatDay, formatMonth, formatNumber } from '../i18n/format.ts'
import { groupLabel } from '../feedback/labels.tsx'
import { m } from '../i18n/messages.ts'
import { DataTable } from '../ui/data-table.tsx'
import type { StoredLink } from './link.server.ts'
import type { Verdict, Within } from './link.ts'
import { answersWords, apart, chance, notesWords } from './words.ts'

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
              answers: answersWords(missing.answers),
              notes: notesWords(missing.grades),
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
            ? m.impact_link_more_answers({
                n: missing.answers,
                count: formatNumber(missing.answers),
              })
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

const GROUP_SAYS: Record<Verdict, () => string> = {
  higher: () => m.impact_group_higher(),
  lower: () => m.impact_group_lower(),
  reversed: () => m.impact_group_reversed(),
  'cannot-tell': () => m.impact_group_cannot_tell(),
  'too-few': () => m.impact_group_few(),
}

/** The same question for each kind of touchpoints: a link in one says nothing about another. */
export function LinkGroups({ link }: { link: StoredLink }) {
  const two = (value: number) => apart(formatNumber(value, 2).replaceAll('-', '−'))
  return (
    <DataTable
      caption={m.impact_groups()}
      columns={[
        { key: 'group', label: m.impact_col_group() },
        { key: 'say', label: m.impact_col_say() },
        { key: 'rho', label: m.impact_col_rho() },
        { key: 'places', label: m.impact_col_places(), numeric: true },
      ]}
      rows={link.groups.map(({ group, verdict, used, rho, low, high }) => ({
        key: group,
        cells: {
          group: groupLabel[group as keyof typeof groupLabel](),
          say: GROUP_SAYS[verdict](),
          rho:
            rho === null
              ? '–'
              : low === null || high === null
                ? two(rho)
                : `${two(rho)} (${two(low)} … ${two(high)})`,
          places: formatNumber(used),
        },
      }))}
    />
  )
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
          answers: answersWords(link.answers),
          notes: notesWords(link.grades),
          used: formatNumber(link.used),
          sites: formatNumber(link.sites),
          from: formatMonth(link.from),
          to: formatMonth(link.to),
        })}
      </p>
      {link.leftOut > 0 && <p>{m.impact_link_left_out({ answers: answersWords(link.leftOut) })}</p>}
      <p className="text-muted">
        {m.impact_link_computed({ day: formatDay(link.computedAt, timeZone) })}
      </p>
    </>
  )
}

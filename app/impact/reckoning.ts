import { steppedComparison } from '../statistics/stepped.ts'
import { type DayCounts, type Fix, type FixResult, fixResults } from './fix.ts'
import {
  companyLink,
  type GroupLink,
  groupLinks,
  type Lag,
  lagLinks,
  type Link,
  type PooledScores,
  pooledScores,
  type SiteYear,
} from './link.ts'
import { pulseLink } from './pulse-link.ts'

export interface LinkInput {
  years: SiteYear[]
  groups: { group: string; years: SiteYear[] }[]
  /** The years themselves, then with the notes of so many months earlier. */
  shifted: SiteYear[][]
}

export interface LinkFound extends Link {
  /** In the order of TOUCHPOINT_GROUPS. */
  groups: GroupLink[]
  lags: Lag[]
  pooled: PooledScores | null
}

function linkOf({ years, groups, shifted }: LinkInput): LinkFound {
  return {
    ...companyLink(years),
    groups: groupLinks(groups),
    lags: lagLinks(shifted),
    pooled: pooledScores(years),
  }
}

export interface FixInput {
  fixes: Fix[]
  days: DayCounts[]
  /** YYYY-MM-DD. */
  today: string
}

function fixesOf({ fixes, days, today }: FixInput): FixResult[] {
  return fixResults(fixes, days, today)
}

/** What takes seconds of a processor where there are hundreds of sites: ten thousand orders, or every fix beside all others. */
export const RECKONINGS = {
  link: linkOf,
  fixes: fixesOf,
  lesson: steppedComparison,
  pulse: pulseLink,
}

export type Reckonings = typeof RECKONINGS
export type Kind = keyof Reckonings

import type { Db } from '../../db/connect.ts'
import { formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { Employee } from '../people/employee.server.ts'
import { unitTree } from '../people/unit.server.ts'
import { chainBands, type ChainInputs, readInputs } from '../training/calculator.ts'
import type { Figure, Tie as Figures, Trust } from '../training/interactives/ours.ts'
import type { Tie as SiteScore } from '../training/interactives/tokens.ts'
import { publishedModule } from '../training/catalogue.server.ts'
import { workAt } from '../training/work.server.ts'
import { scoreOfUnits } from './impact.server.ts'
import { CHAIN_MODULE } from './lesson.server.ts'
import { linkProse } from './link-prose.server.ts'
import { storedLink } from './link.server.ts'
import { scopeFor } from './scope.ts'
import type { Score } from './score.ts'
import { scoreProse } from './prose.server.ts'
import { valueRule } from './value-rule.server.ts'
import { ruleText } from './value-rule.ts'
import { apart } from './words.ts'

type Reader = Pick<Employee, 'id' | 'unitId' | 'leads' | 'roles' | 'locale'>

/** A range wider than this many points is no basis to act on: two months of one site overlap in it. */
const WIDE = 30

/** My own site's score as its gates let it through, with the sentences that belong to it; null above all units. */
export async function siteScore(db: Db, me: Reader, now: Date): Promise<SiteScore | null> {
  const own = await scoreOf(db, me, now)
  if (!own) return null
  const { score, place, says } = own
  const { n, value, low, high } = score
  return { place, n, value, low, high, says }
}

async function scoreOf(
  db: Db,
  me: Reader,
  now: Date,
): Promise<{ score: Score; place: string; says: string[] } | null> {
  const scope = scopeFor(await unitTree(db), me, null)
  if (!scope) return null
  const score = await scoreOfUnits(db, scope.unitIds, now)
  const says = [
    scoreProse({ score, newest: null }, scope.unit.name, me.locale),
    apart(`n = ${formatNumber(score.n, 0, me.locale)}`),
  ]
  return { score, place: scope.unit.name, says: score.n === 0 ? says.slice(0, 1) : says }
}

/** The portal's own figures for somebody who is about to grade them, and how far the portal relies on each. */
export async function ownFigures(
  db: Db,
  me: Reader,
  timeZone: string,
  now: Date,
): Promise<Figures> {
  const own = await scoreOf(db, me, now)
  return {
    'site-score': scoreFigure(own, me.locale),
    link: await linkFigure(db, timeZone, me.locale),
    money: await moneyFigure(db, me),
  }
}

function scoreFigure(own: Awaited<ReturnType<typeof scoreOf>>, locale: Locale): Figure {
  const options = { locale }
  const score = own?.score
  const says = own?.says ?? []
  if (!score || score.low === null || score.high === null)
    return {
      says,
      bar: null,
      trust: 'not-yet',
      because: m.training_ours_score_few({}, options),
    }
  const { low, high, value } = score
  const [trust, because]: [Trust, string] =
    value === null
      ? ['care', m.training_ours_score_interval({}, options)]
      : high - low > WIDE
        ? ['care', m.training_ours_score_wide({}, options)]
        : ['rely', m.training_ours_score_rely({}, options)]
  return { says, bar: { low, high, value }, trust, because }
}

async function linkFigure(db: Db, timeZone: string, locale: Locale): Promise<Figure> {
  const link = await storedLink(db)
  const { title, sentences, numbers } = linkProse(link, timeZone, locale)
  const told = link?.verdict === 'higher' || link?.verdict === 'lower'
  return {
    says: [`${title}.`.replace(/([.!?…])\.$/, '$1'), ...sentences, ...numbers.slice(0, 3)],
    bar: null,
    trust: told ? 'care' : 'not-yet',
    because: told
      ? m.training_ours_link_told({}, { locale })
      : m.training_ours_link_not_told({}, { locale }),
  }
}

/** There is no figure in money but the one a person makes of their own estimates, in the module on the chain. */
async function moneyFigure(db: Db, me: Reader): Promise<Figure> {
  const options = { locale: me.locale }
  const rule = await valueRule(db)
  const shared = rule
    ? m.training_ours_rule({ text: ruleText(rule, me.locale).text }, options)
    : m.training_ours_no_rule({}, options)
  const inputs = await inputsOf(db, me.id)
  if (!inputs)
    return {
      says: [m.training_ours_money_none({}, options), shared],
      bar: null,
      trust: 'not-yet',
      because: m.training_ours_money_not_yet({}, options),
    }
  const { low, high } = chainBands(inputs, null).margin
  const money = (value: number) => formatNumber(value, 0, me.locale)
  return {
    says: [
      m.training_ours_money_range({ low: money(low), high: money(high) }, options),
      m.training_ours_money_base({}, options),
      shared,
    ],
    bar: null,
    trust: 'care',
    because: m.training_ours_money_care({}, options),
  }
}

/** What this person put into the calculator of the chain; null where it is not whole. */
async function inputsOf(db: Db, employeeId: string): Promise<ChainInputs | null> {
  const chain = await publishedModule(db, CHAIN_MODULE)
  const block = chain?.plan.blocks.find(({ kind }) => kind === 'calculator')
  if (block?.kind !== 'calculator') return null
  const work = (await workAt(db, { employeeId, slug: CHAIN_MODULE, block })) as {
    typed: Record<string, string>
  } | null
  return readInputs((name) => work?.typed[name] ?? null).inputs
}

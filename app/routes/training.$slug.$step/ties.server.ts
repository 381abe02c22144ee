import type { AppLoadContext } from '@remix-run/node'
import { m } from '../../i18n/messages.ts'
import { ownFigures, siteScore } from '../../impact/own-figures.server.ts'
import { degreesBeside } from '../../impact/satisfaction-prose.server.ts'
import { storedSatisfaction } from '../../impact/stored.server.ts'
import { valueRule } from '../../impact/value-rule.server.ts'
import { ruleText } from '../../impact/value-rule.ts'
import type { Employee } from '../../people/employee.server.ts'
import { siteOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { TOUCHPOINT_GROUPS } from '../../touchpoints/touchpoint.ts'
import { touchpoints } from '../../touchpoints/touchpoint.server.ts'
import type { KindName, TieOf } from '../../training/interactives/kinds.ts'
import { cardAbove, newestCard } from '../../training/promise-card.server.ts'

interface Asked {
  context: AppLoadContext
  me: Employee
}

/** What the portal itself knows for an interactive of a module. Purposes do not read each other; this route may. */
const TIES: { [K in KindName]?: (asked: Asked) => Promise<TieOf<K> | null> } = {
  /** The company's value rule is the last bar of the chain; under it stands what the team's leader promises. */
  calculator: async ({ context, me }) => {
    const rule = await valueRule(context.db)
    const words = rule && ruleText(rule, me.locale)
    const numbers =
      rule?.staffShare == null ? null : { share: rule.staffShare, hurdle: rule.hurdle ?? 0 }
    return {
      rule: words && { text: words.text, language: words.locale, numbers },
      promise: await cardAbove(context.db, me.unitId),
    }
  },
  shares: async ({ context, me }) => degreesBeside(await storedSatisfaction(context.db), me.locale),
  tokens: ({ context, me }) => siteScore(context.db, me, context.now()),
  ours: ({ context, me }) => ownFigures(context.db, me, context.company.timeZone, context.now()),
  walk: async ({ context, me }) => {
    const site = siteOf(await unitTree(context.db), me.unitId)
    const options = { locale: me.locale }
    const names = {
      business: m.feedback_group_business({}, options),
      product: m.feedback_group_product({}, options),
      service: m.feedback_group_service({}, options),
      employee: m.feedback_group_employee({}, options),
    }
    return {
      site: site?.name ?? null,
      touchpoints: TOUCHPOINT_GROUPS.flatMap((group) =>
        touchpoints()
          .filter((touchpoint) => touchpoint.group === group)
          .map(({ code, name }) => ({
            code,
            group,
            groupName: names[group],
            name: name[me.locale],
          })),
      ),
    }
  },
  promise: async ({ context, me }) => {
    const units = await unitTree(context.db)
    return {
      leads: units.filter(({ id }) => me.leads.includes(id)).map(({ name }) => name),
      card: await newestCard(context.db, me.id),
    }
  },
}

/** Null where the portal knows nothing for this kind. */
export async function tieFor(kind: KindName, asked: Asked): Promise<unknown> {
  return (await TIES[kind]?.(asked)) ?? null
}

import type { AppLoadContext } from '@remix-run/node'
import type { Employee } from '../../people/employee.server.ts'
import { valueRule } from '../../impact/value-rule.server.ts'
import { ruleText } from '../../impact/value-rule.ts'
import type { KindName, TieOf } from '../../training/interactives/kinds.ts'

interface Asked {
  context: AppLoadContext
  me: Employee
}

/** What the portal itself knows for an interactive of a module. Purposes do not read each other; this route may. */
const TIES: { [K in KindName]?: (asked: Asked) => Promise<TieOf<K> | null> } = {
  /** The company's value rule is the last bar of the chain. */
  calculator: async ({ context, me }) => {
    const rule = await valueRule(context.db)
    if (!rule) return null
    const { text, locale } = ruleText(rule, me.locale)
    const numbers =
      rule.staffShare === null ? null : { share: rule.staffShare, hurdle: rule.hurdle ?? 0 }
    return { text, language: locale, numbers }
  },
}

/** Null where the portal knows nothing for this kind. */
export async function tieFor(kind: KindName, asked: Asked): Promise<unknown> {
  return (await TIES[kind]?.(asked)) ?? null
}

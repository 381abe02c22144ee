import { m } from '../i18n/messages.ts'
import { ButtonLink } from '../ui/button.tsx'
import { HowWeKnow } from '../ui/how-we-know.tsx'
import type { Impact } from './impact.server.ts'
import type { Prose } from './prose.server.ts'

interface Props {
  rule: Impact['rule']
  prose: Prose['rule']
  maySet: boolean
}

/** The last link: the company's own words, or that there are none yet. */
export function RuleWords({ rule, prose, maySet }: Props) {
  return (
    <section className="max-w-2xl space-y-3 pt-4">
      <h2>{m.impact_rule()}</h2>
      {rule ? (
        <div className="space-y-1 border-s-4 border-accent ps-4">
          <p className="text-sm text-muted">{m.impact_rule_says()}</p>
          <p className="text-lg whitespace-pre-line" dir="auto" lang={rule.language}>
            {rule.text}
          </p>
          <p className="pt-1 text-sm text-muted">{m.impact_rule_never()}</p>
        </div>
      ) : (
        <p className="border-s-4 border-dashed border-edge ps-4 text-lg">{prose.none}</p>
      )}
      {maySet && (
        <ButtonLink to="/hr/value" look="second">
          {rule ? m.impact_value_form_change() : m.impact_rule_set()}
        </ButtonLink>
      )}
      <HowWeKnow>
        <p>{prose.how}</p>
      </HowWeKnow>
    </section>
  )
}

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { moneyPage } from '../../impact/money.server.ts'
import { moneyProse } from '../../impact/money-prose.server.ts'
import { valueRule } from '../../impact/value-rule.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { TextField } from '../../ui/field.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const typed = new URL(request.url).searchParams.get('hours') ?? ''
  const hours = Number(typed.replace(',', '.'))
  const known = typed !== '' && hours >= 0 && hours <= 168 ? hours : null
  const rule = await valueRule(context.db)
  return json({
    hours: known === null ? '' : typed,
    enters: me.roles.includes('hr'),
    said: moneyProse(await moneyPage(context.db, rule), known, me.locale),
    words: wordsFor(me.locale),
  })
}

/** Of each of these a page shows one language: sent, they weigh nothing in its scripts. */
function wordsFor(locale: 'en' | 'ru' | 'he') {
  return {
    valueHow: m.impact_money_value_how({}, { locale }),
    how: m.impact_money_how({}, { locale }),
    never: m.impact_money_never({}, { locale }),
    hint: m.impact_money_hours_hint({}, { locale }),
  }
}

export const meta = titled(() => m.impact_money_title())

export default function Money() {
  const { said, words, hours, enters } = useLoaderData<typeof loader>()
  const { gain } = said
  return (
    <Page title={m.impact_money_title()} eyebrow={m.impact_title()} lead={said.lead}>
      {said.values.length > 0 && (
        <section className="space-y-3">
          <h2>{m.impact_money_values()}</h2>
          <DataTable
            caption={m.impact_money_values()}
            quietCaption
            columns={[
              { key: 'name', label: m.impact_money_col_kind() },
              { key: 'low', label: m.impact_money_col_low(), numeric: true },
              { key: 'mid', label: m.impact_money_col_mid(), numeric: true },
              { key: 'high', label: m.impact_money_col_high(), numeric: true },
            ]}
            rows={said.values.map(({ kind, ...cells }) => ({ key: kind, cells }))}
          />
          {said.valuesWidest && <p>{said.valuesWidest}</p>}
          <HowWeKnow>
            <p>{words.valueHow}</p>
            <p>{words.how}</p>
          </HowWeKnow>
        </section>
      )}
      {gain && (
        <section className="space-y-3">
          <h2>{gain.title}</h2>
          <p>{gain.text}</p>
          <Facts facts={gain.beliefs} />
          <p>{gain.widest}</p>
        </section>
      )}
      <section className="space-y-3">
        <h2>{m.impact_money_buys()}</h2>
        {said.buys.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </section>
      <section id="share" className="space-y-3">
        <h2>{m.impact_money_share()}</h2>
        {said.share.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {said.share.length > 2 && (
          <Form action="#share" className="no-print space-y-3" preventScrollReset>
            <TextField
              id="hours"
              name="hours"
              inputMode="decimal"
              dir="ltr"
              className="max-w-40"
              label={m.impact_money_hours()}
              hint={words.hint}
              defaultValue={hours}
            />
            <Button look="second">{m.impact_money_show()}</Button>
          </Form>
        )}
        {said.mine && (
          <p role="status" className="text-lg font-medium">
            {said.mine}
          </p>
        )}
        <p className="text-sm text-muted">{words.never}</p>
      </section>
      {said.inputs.length > 0 && (
        <section className="space-y-3">
          <h2>{m.impact_money_inputs()}</h2>
          <DataTable
            caption={m.impact_money_inputs()}
            quietCaption
            columns={[
              { key: 'name', label: m.impact_money_col_input() },
              { key: 'value', label: m.impact_money_col_mid(), numeric: true },
              { key: 'range', label: m.impact_money_col_range(), numeric: true },
              { key: 'tag', label: m.impact_money_col_tag() },
            ]}
            rows={said.inputs.map(({ key, ...cells }) => ({ key, cells }))}
          />
        </section>
      )}
      <p className="flex flex-wrap gap-3">
        {enters && <ButtonLink to="/hr/money">{m.impact_money_change()}</ButtonLink>}
        <ButtonLink to="/impact" look="second">
          {m.impact_how_back()}
        </ButtonLink>
      </p>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

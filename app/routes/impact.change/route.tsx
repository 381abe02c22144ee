import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { mapChanged } from '../../impact/map-change.server.ts'
import { mapChangeProse } from '../../impact/map-change-prose.server.ts'
import { ChangeRows, ChangeTable, MonthChart, MonthTable } from '../../impact/map-change-view.tsx'
import { scopeFor } from '../../impact/scope.ts'
import { SiteChoice } from '../../impact/site-choice.tsx'
import { unitTree } from '../../people/unit.server.ts'
import { touchpointByCode, touchpoints } from '../../touchpoints/touchpoint.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { changeWords } from './words.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const asked = new URL(request.url).searchParams
  const scope = scopeFor(await unitTree(context.db), me, asked.get('site'))
  const at = asked.get('at') || null
  if (!scope || (at && !touchpointByCode(at))) throw notFound()
  const said = mapChangeProse(await mapChanged(context.db, scope, at, context.now()), me.locale)
  return json({
    said,
    words: changeWords(said.rows, me.locale),
    unit: scope.unit.name,
    chosen: scope.site?.code ?? '',
    choices: scope.choices.map(({ code, name }) => ({ code, name })),
    fromAbove: scope.fromAbove,
    at: at ?? '',
    touchpoints: touchpoints().map(({ code, name }) => ({ code, name: name[me.locale] })),
  })
}

export const meta = titled(() => m.impact_change_title())

export default function ImpactChange() {
  const { said, words, at, ...data } = useLoaderData<typeof loader>()
  return (
    <Page
      wide
      title={m.impact_change_title()}
      eyebrow={
        <>
          {m.impact_title()} · <bdi>{data.unit}</bdi>
        </>
      }
      lead={said.compared.join(' ')}
    >
      <SiteChoice choices={data.choices} chosen={data.chosen} all={data.fromAbove} />
      <section className="space-y-4">
        <h2>{said.title}</h2>
        {said.rows.length === 0 ? (
          <Empty>{words.empty}</Empty>
        ) : (
          <ChangeRows said={said} rest={words.rest} />
        )}
        <div>
          {said.rows.length > 0 && (
            <Fold label={m.common_show_table()}>
              <ChangeTable said={said} labels={words.labels} />
            </Fold>
          )}
          <HowWeKnow>
            <p>{said.how}</p>
          </HowWeKnow>
        </div>
      </section>

      <section id="months" className="space-y-4 pt-4">
        <h2>{words.months}</h2>
        <Form action="#months" className="no-print flex max-w-md items-end gap-3">
          {data.chosen && <input type="hidden" name="site" value={data.chosen} />}
          <div className="min-w-0 flex-1">
            <SelectField key={at} id="at" name="at" label={words.choose} defaultValue={at}>
              <option value="">{words.chooseGroups}</option>
              {data.touchpoints.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </SelectField>
          </div>
          <Button look="second">{m.impact_show()}</Button>
        </Form>
        {said.series.map((one) => (
          <MonthChart key={one.touchpoint} said={one} names={words.names} />
        ))}
        <p className="text-sm text-muted">{words.monthsText}</p>
        <Fold label={m.common_show_table()}>
          {said.series.map((one) => (
            <MonthTable key={one.touchpoint} said={one} labels={words.monthLabels} />
          ))}
        </Fold>
      </section>
      <ButtonLink to={data.chosen ? `/impact?site=${data.chosen}` : '/impact'} look="second">
        {words.back}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatMonth } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ArrowList } from '../../impact/arrow-list.tsx'
import { ChainPicture } from '../../impact/chain-picture.tsx'
import { impact } from '../../impact/impact.server.ts'
import { LinkGroups } from '../../impact/link-groups.tsx'
import { NextStep } from '../../impact/next-step.tsx'
import { prose } from '../../impact/prose.server.ts'
import { RuleWords } from '../../impact/rule-words.tsx'
import { scopeFor } from '../../impact/scope.ts'
import { SignRows, signsTitle, SignTables } from '../../impact/sign-rows.tsx'
import { SiteChoice } from '../../impact/site-choice.tsx'
import { unitTree } from '../../people/unit.server.ts'
import { touchpoints } from '../../touchpoints/touchpoint.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { Page } from '../../ui/page.tsx'
import { Beside } from './beside.tsx'
import { MapSection } from './map-section.tsx'
import { MoreLink } from './more-link.tsx'
import { Share } from './share.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const site = new URL(request.url).searchParams.get('site')
  const scope = scopeFor(await unitTree(context.db), me, site)
  if (!scope) throw notFound()
  const page = await impact(context.db, me, scope, context.now())
  const { lesson: _lesson, pulse: _pulse, ...shown } = page
  return json({
    ...shown,
    prose: prose(page, scope.unit.name, context.company.timeZone, me.locale),
    unit: scope.unit.name,
    chosen: scope.site?.code ?? '',
    choices: scope.choices.map(({ code, name }) => ({ code, name })),
    fromAbove: scope.fromAbove,
    setsRule: me.roles.includes('hr'),
    places: Object.fromEntries(
      touchpoints().map(({ code, group, name }) => [code, { group, name: name[me.locale] }]),
    ),
    timeZone: context.company.timeZone,
    satisfaction: m.impact_satisfaction_door({}, { locale: me.locale }),
  })
}

export const meta = titled(() => m.impact_title())

export default function ImpactPage() {
  const data = useLoaderData<typeof loader>()
  const { months, score, map, wholeVisit, signs, places, prose: said, timeZone } = data
  const someSigns = signs.total > 0 || score.n > 0
  return (
    <Page
      wide
      title={m.impact_title()}
      eyebrow={
        <>
          <bdi>{data.unit}</bdi> · {formatMonth(months.from)} – {formatMonth(months.to)}
        </>
      }
      lead={said.lead}
    >
      <HowWeKnow>
        {said.asked.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <MoreLink />
      </HowWeKnow>
      <SiteChoice choices={data.choices} chosen={data.chosen} all={data.fromAbove} />
      <section className="space-y-6">
        <h2>{m.impact_chain()}</h2>
        <ChainPicture impact={data} money={said.money} timeZone={timeZone} />
        <div className="space-y-1">
          <p className="text-sm text-muted">{m.impact_chain_legend()}</p>
          <Fold icon="circle-help" label={m.impact_arrows()}>
            <ArrowList arrows={said.arrows} />
          </Fold>
        </div>
      </section>

      <NextStep next={said.map.next} />
      <p className="no-print flex flex-wrap gap-3">
        <ButtonLink to="/impact/mine" look="second">
          {m.impact_mine_title()}
        </ButtonLink>
        <ButtonLink to="/impact/money" look="second">
          {m.impact_money_title()}
        </ButtonLink>
        <ButtonLink to="/impact/satisfaction" look="second">
          {data.satisfaction}
        </ButtonLink>
      </p>

      <MapSection
        said={said.map}
        rows={map}
        visit={wholeVisit}
        groups={data.groups}
        places={places}
        site={data.chosen}
      />

      <section className="space-y-4 pt-4">
        <h2>{signsTitle(signs)}</h2>
        {someSigns && <SignRows signs={signs} drawing={data.drawing} />}
        <div>
          {someSigns && (
            <Fold label={m.common_show_table()}>
              <SignTables signs={signs} />
            </Fold>
          )}
          <HowWeKnow>
            <p>{said.signs.how}</p>
            <MoreLink to="#signs" />
          </HowWeKnow>
        </div>
      </section>

      <section className="max-w-2xl space-y-3 pt-4">
        <p className="text-sm font-medium text-muted">{m.impact_link()}</p>
        <h2>{said.link.title}</h2>
        {said.link.sentences.map((sentence) => (
          <p key={sentence} className="text-lg">
            {sentence}
          </p>
        ))}
        <div>
          <LinkGroups groups={said.link.groups} />
          <HowWeKnow>
            {said.link.numbers.map((line) => (
              <p key={line}>{line}</p>
            ))}
            <MoreLink to="#link" />
          </HowWeKnow>
        </div>
      </section>

      <section className="max-w-2xl space-y-6 pt-4">
        <p className="text-sm font-medium text-muted">{said.beside.heading}</p>
        <Beside said={said.beside.lesson} how="#lesson" />
        <Beside said={said.beside.pulse} how="#pulse" />
      </section>

      <RuleWords rule={data.rule} prose={said.rule} maySet={data.setsRule} />
      <Share said={said.share} site={data.chosen} />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

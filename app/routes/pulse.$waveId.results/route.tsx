import { json, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { MyReplies, useMyReplies } from '../../pulse/acting/my-replies.tsx'
import { CommentsView, QuestionResultView } from '../../pulse/question-result.tsx'
import type { QuestionResult } from '../../pulse/results.server.ts'
import { resultsPage } from '../../pulse/results/results-page.server.ts'
import { UnitPath } from '../../pulse/results/unit-path.tsx'
import { wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { CertificateView } from './certificate-view.tsx'
import { CountsView } from './counts-view.tsx'
import { DriversView } from './drivers-view.tsx'
import { ExportView } from './export-view.tsx'
import { MineView } from './mine-view.tsx'
import { PromisesView } from './promises-view.tsx'
import { RankingView } from './ranking-view.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  if (found.status === 'open' && found.closesAt > context.now()) {
    return redirect(`/pulse/${found.id}`)
  }
  const unit = new URL(request.url).searchParams.get('unit') ?? me.leads[0] ?? me.unitId
  const page = await resultsPage(context, me, found, unit)
  return json(page, { headers: { 'Cache-Control': 'no-store' } })
}

export const meta = titled(() => m.pulse_results_title())

type Data = ReturnType<typeof useLoaderData<typeof loader>>

const NO_QUESTIONS: [] = []

export default function Results() {
  const data = useLoaderData<typeof loader>()
  const commented = data.none ? NO_QUESTIONS : data.commented
  const replies = useMyReplies(data.id, commented, data.device)
  if (data.none) return <NoResults {...data} />
  const { id, how, timeZone, questions, path, before, overview } = data
  const unit = path.at(-1)!.id
  const resultOf = (result: QuestionResult) => (
    <QuestionResultView key={result.question.id} {...{ result, how, before, timeZone }} />
  )
  const of = (...kinds: QuestionResult['question']['kind'][]) =>
    questions.filter(({ question }) => kinds.includes(question.kind))
  return (
    <Page wide eyebrow={data.eyebrow} title={data.name} lead={how.labels.lead}>
      <UnitPath path={path} below={data.below} />
      {data.changed !== null && <p className="text-lg">{data.changed}</p>}
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={`/pulse/${id}/map?unit=${encodeURIComponent(path[0]!.id)}`} look="second">
          {how.labels.map}
        </ButtonLink>
        <ButtonLink to={`/pulse/${id}/trend?unit=${encodeURIComponent(unit)}`} look="second">
          {how.labels.trend}
        </ButtonLink>
      </div>
      {of('enps').map(resultOf)}
      {overview && (
        <DriversView
          overview={overview}
          timeZone={timeZone}
          labels={how.labels}
          itemsOf={(driver) =>
            of('item')
              .filter((one) => one.question.driver === driver)
              .map(resultOf)
          }
        />
      )}
      {of('item', 'choice')
        .filter(({ question }) => !overview || question.driver === undefined)
        .map(resultOf)}
      {of('comment').map((result) => (
        <CommentsView key={result.question.id} result={result} how={how} />
      ))}
      <MyReplies waveId={id} questions={commented} replies={replies} />
      <PromisesView
        promises={data.promises}
        today={data.today}
        timeZone={timeZone}
        labels={how.labels}
      />
      <RankingView drivers={overview?.ranking ?? []} ranking={data.ranking} how={how} />
      <CountsView counts={data.counts} units={data.unitCounts} how={how} />
      <CertificateView title={how.labels.certificate} lines={how.certificate} code={data.code} />
      {data.mine && <MineView mine={data.mine} />}
      <ExportView waveId={id} unit={unit} labels={how.labels} />
    </Page>
  )
}

function NoResults({ name, none, mine, code }: Extract<Data, { none: object }>) {
  return (
    <Page title={name} eyebrow={m.pulse_results_title()}>
      <Notice>{none.text}</Notice>
      {mine && (
        <>
          <MineView mine={mine} />
          <CertificateView title={none.certificate} lines={[none.code]} code={code} />
        </>
      )}
      <ButtonLink to="/pulse" look="second">
        {none.back}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

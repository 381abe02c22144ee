import { json, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { MyReplies, useMyReplies } from '../../pulse/acting/my-replies.tsx'
import { PromiseList } from '../../pulse/acting/promise-list.tsx'
import { promisesRead } from '../../pulse/acting/promise.server.ts'
import { deviceKeysFor } from '../../pulse/device.server.ts'
import { explained, mineWords } from '../../pulse/explained.server.ts'
import { codeWords } from '../../pulse/manifest.ts'
import { CommentsView, QuestionResultView } from '../../pulse/question-result.tsx'
import { type QuestionResult, waveResults } from '../../pulse/results.server.ts'
import { driverOverview } from '../../pulse/results/reading.server.ts'
import { UnitPath } from '../../pulse/results/unit-path.tsx'
import { waveName } from '../../pulse/wave-name.ts'
import { tokenOf, wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { CertificateView } from './certificate-view.tsx'
import { CountsView } from './counts-view.tsx'
import { DriversView } from './drivers-view.tsx'
import { ExportView } from './export-view.tsx'
import { MineView } from './mine-view.tsx'
import { RankingView } from './ranking-view.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  const { id, status, survey, thresholds, launchedAt, closesAt, endedAt, code } = found
  const { timeZone } = context.company
  if (status === 'open' && closesAt > context.now()) return redirect(`/pulse/${id}`)

  const unit = new URL(request.url).searchParams.get('unit') ?? me.leads[0] ?? me.unitId
  const results = await waveResults(context.db, found, unit)
  const shown = typeof results === 'string' ? null : results
  const own = shown?.path.at(-1)
  return json(
    {
      name: waveName(survey.title, launchedAt, timeZone, me.locale),
      how: shown && explained(shown, thresholds, me.locale),
      endedAt: (endedAt ?? closesAt).getTime(),
      timeZone,
      code: codeWords(code, me.locale),
      id,
      // Until the answers are opened nothing on the device is over.
      device:
        results === 'not-closed'
          ? null
          : await deviceKeysFor(context.db, context.settings.secret, id, me.id),
      commented: shown
        ? survey.questions.flatMap(({ id, kind, text }) =>
            kind === 'comment' ? [{ id, text }] : [],
          )
        : [],
      results,
      overview:
        shown && own
          ? await driverOverview(context.db, found, own.id, shown.driverRanking, me.locale)
          : null,
      mine: mineWords(await tokenOf(context.db, id, me.id), me.locale),
      promises: (await promisesRead(context.db, me, shown?.path.map((one) => one.id) ?? [])).filter(
        ({ waveId }) => waveId === id,
      ),
      today: wallClock(context.now().getTime(), timeZone).slice(0, 10),
    },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

export const meta = titled(() => m.pulse_results_title())

export default function Results() {
  const data = useLoaderData<typeof loader>()
  const { id, name, how, endedAt, timeZone, code, device, commented, results, overview } = data
  const replies = useMyReplies(id, commented, device)
  if (typeof results === 'string' || !how) {
    return (
      <NoResults title={name} why={typeof results === 'string' ? results : 'not-closed'}>
        <MineView mine={data.mine} />
        <CertificateView lines={[m.pulse_code_closed()]} code={code} />
      </NoResults>
    )
  }
  const { questions, path, before, counts, unitCounts, ranking } = results
  const unit = path.at(-1)!.id
  const open = data.promises.filter(({ status }) => status === 'promised')
  const settled = data.promises.filter(({ status }) => status !== 'promised')
  const resultOf = (result: QuestionResult) => (
    <QuestionResultView key={result.question.id} {...{ result, how, before, timeZone }} />
  )
  const of = (...kinds: QuestionResult['question']['kind'][]) =>
    questions.filter(({ question }) => kinds.includes(question.kind))
  return (
    <Page
      wide
      eyebrow={m.pulse_results_eyebrow({ day: formatDay(endedAt, timeZone) })}
      title={name}
      lead={m.pulse_results_lead()}
    >
      <UnitPath path={path} below={results.below} />
      {before !== null && (
        <p className="text-lg">{changedWords(questions, formatDay(before, timeZone))}</p>
      )}
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={`/pulse/${id}/map?unit=${encodeURIComponent(path[0]!.id)}`} look="second">
          {m.pulse_results_map()}
        </ButtonLink>
        <ButtonLink to={`/pulse/${id}/trend?unit=${encodeURIComponent(unit)}`} look="second">
          {m.pulse_results_trend()}
        </ButtonLink>
      </div>
      {of('enps').map(resultOf)}
      {overview && (
        <DriversView
          overview={overview}
          timeZone={timeZone}
          how={overview.how}
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
      {data.promises.length > 0 && (
        <section className="space-y-3 border-t border-line pt-5">
          <h2>{m.pulse_results_promised()}</h2>
          {open.length > 0 && (
            <PromiseList promises={open} today={data.today} timeZone={timeZone} named />
          )}
          {settled.length > 0 && (
            <Fold label={m.pulse_results_settled()}>
              <PromiseList promises={settled} today={data.today} timeZone={timeZone} named />
            </Fold>
          )}
        </section>
      )}
      <RankingView drivers={overview?.ranking ?? []} ranking={ranking} how={how.ranking} />
      <CountsView counts={counts} units={unitCounts} how={how} />
      <CertificateView lines={how.certificate} code={code} />
      <MineView mine={data.mine} />
      <ExportView waveId={id} unit={unit} labels={how.labels} />
    </Page>
  )
}

/** How many figures of the unit asked for moved further than chance alone would. */
function changedWords(questions: QuestionResult[], before: string): string {
  const moved = questions.filter(({ rows }) => {
    const change = rows.at(-1)?.change
    return change && change.outcome !== 'cannot-tell'
  })
  return moved.length === 0
    ? m.pulse_results_same({ before })
    : m.pulse_results_changed({ n: moved.length, before })
}

interface NoResultsProps {
  title: string
  why: 'too-few' | 'void' | 'not-closed'
  children: ReactNode
}

function NoResults({ title, why, children }: NoResultsProps) {
  const text = {
    'too-few': m.pulse_none_too_few(),
    void: m.pulse_none_void(),
    'not-closed': m.pulse_none_closing(),
  }[why]
  return (
    <Page title={title} eyebrow={m.pulse_results_title()}>
      <Notice>{text}</Notice>
      {why !== 'not-closed' && children}
      <ButtonLink to="/pulse" look="second">
        {m.pulse_back_to_list()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { MyReplies, useMyReplies } from '../../pulse/acting/my-replies.tsx'
import { deviceKeysFor } from '../../pulse/device.server.ts'
import { explained } from '../../pulse/explained.server.ts'
import { codeWords } from '../../pulse/manifest.ts'
import { CommentsView, QuestionResultView } from '../../pulse/question-result.tsx'
import { type QuestionResult, waveResults } from '../../pulse/results.server.ts'
import { UnitPath } from '../../pulse/results/unit-path.tsx'
import { waveName } from '../../pulse/wave-name.ts'
import { wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { CertificateView } from './certificate-view.tsx'
import { CountsView } from './counts-view.tsx'
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
  return json(
    {
      name: waveName(survey.title, launchedAt, timeZone, me.locale),
      how: typeof results === 'string' ? null : explained(results, thresholds, me.locale),
      endedAt: (endedAt ?? closesAt).getTime(),
      timeZone,
      code: codeWords(code, me.locale),
      id,
      // Until the answers are opened nothing on the device is over.
      device:
        results === 'not-closed'
          ? null
          : await deviceKeysFor(context.db, context.settings.secret, id, me.id),
      commented:
        typeof results === 'string'
          ? []
          : survey.questions.flatMap(({ id, kind, text }) =>
              kind === 'comment' ? [{ id, text }] : [],
            ),
      results,
    },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

export const meta = titled(() => m.pulse_results_title())

export default function Results() {
  const { id, name, how, endedAt, timeZone, code, device, commented, results } =
    useLoaderData<typeof loader>()
  const replies = useMyReplies(id, commented, device)
  if (typeof results === 'string' || !how) {
    return <NoResults title={name} why={typeof results === 'string' ? results : 'not-closed'} />
  }
  const { questions, before, counts, unitCounts, ranking } = results
  return (
    <Page
      wide
      eyebrow={m.pulse_results_eyebrow({ day: formatDay(endedAt, timeZone) })}
      title={name}
      lead={m.pulse_results_lead()}
    >
      <UnitPath path={results.path} below={results.below} />
      {before !== null && (
        <p className="text-lg">{changedWords(questions, formatDay(before, timeZone))}</p>
      )}
      {questions.map((result) =>
        result.question.kind === 'comment' ? (
          <CommentsView key={result.question.id} result={result} how={how} />
        ) : (
          <QuestionResultView key={result.question.id} {...{ result, how, before, timeZone }} />
        ),
      )}
      <MyReplies waveId={id} questions={commented} replies={replies} />
      <RankingView ranking={ranking} how={how.ranking} />
      <CountsView counts={counts} units={unitCounts} how={how} />
      <CertificateView lines={how.certificate} code={code} />
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

function NoResults({ title, why }: { title: string; why: 'too-few' | 'void' | 'not-closed' }) {
  const text = {
    'too-few': m.pulse_none_too_few(),
    void: m.pulse_none_void(),
    'not-closed': m.pulse_none_closing(),
  }[why]
  return (
    <Page title={title} eyebrow={m.pulse_results_title()}>
      <Notice>{text}</Notice>
      <ButtonLink to="/pulse" look="second">
        {m.pulse_back_to_list()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

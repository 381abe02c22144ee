import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { formatDay } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { commentsFor } from '../../pulse/acting/reply.server.ts'
import { publishedWave, requireActing } from '../../pulse/acting/team-wave.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'

const AT_ONCE = 30

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db, company } = context
  const me = await requireActing(request, context)
  const found = await publishedWave(db, params.waveId)
  const url = new URL(request.url)
  const all = url.searchParams.get('show') === 'all'
  const comments = (await commentsFor(db, found.id, me)) ?? []
  const waiting = comments.filter((one) => one.answerable && one.answered.length === 0)
  const listed = all ? comments : waiting
  const from = Math.max(0, Number.parseInt(url.searchParams.get('from') ?? '', 10) || 0)
  return json({
    id: found.id,
    name: waveName(found.survey.title, found.launchedAt, company.timeZone, me.locale),
    all,
    from,
    counts: { all: comments.length, waiting: waiting.length, listed: listed.length },
    comments: listed.slice(from, from + AT_ONCE),
    questions: Object.fromEntries(found.survey.questions.map(({ id, text }) => [id, text])),
    done: url.searchParams.get('done'),
    timeZone: company.timeZone,
  })
}

export const meta = titled(() => m.pulse_acting_comments_title())

export default function Comments() {
  const { id, name, all, from, counts, comments, questions, done, timeZone } =
    useLoaderData<typeof loader>()
  const here = `/team/pulse/${id}/comments`
  const views = [
    { to: here, label: m.pulse_acting_show_waiting({ n: counts.waiting }), current: !all },
    { to: `${here}?show=all`, label: m.pulse_acting_show_all({ n: counts.all }), current: all },
  ]
  return (
    <Page
      eyebrow={name}
      title={m.pulse_acting_comments_title()}
      lead={m.pulse_acting_comments_lead()}
    >
      {done === 'sealed' && (
        <Notice look="good" live="status">
          {m.pulse_acting_sealed()}
        </Notice>
      )}
      {counts.all === 0 ? (
        <Empty
          action={
            <ButtonLink to={`/pulse/${id}/results`} look="second">
              {m.pulse_results_open()}
            </ButtonLink>
          }
        >
          {m.pulse_acting_comments_none()}
        </Empty>
      ) : (
        <nav aria-label={m.pulse_acting_comments_title()} className="flex flex-wrap gap-3">
          {views.map(({ to, label, current }) => (
            <Link
              key={to}
              to={to}
              aria-current={current ? 'page' : undefined}
              className="inline-flex min-h-11 items-center rounded-full border-[1.5px] border-edge px-4 aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:font-medium"
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
      {counts.all > 0 && comments.length === 0 && (
        <p className="text-muted">{m.pulse_acting_all_answered()}</p>
      )}
      <ul className="divide-y divide-line border-y border-line empty:hidden">
        {comments.map((comment, i) => (
          <li key={comment.id} id={`c-${comment.id}`} className="space-y-2 py-4">
            {!alike(comment, comments[i - 1]) && (
              <h2 className="text-base">
                <bdi>{comment.unit.name}</bdi> · {questions[comment.question]?.[spoken()]}
              </h2>
            )}
            <p dir="auto" className="break-words whitespace-pre-wrap">
              {comment.text}
            </p>
            {comment.answered.map(({ at, by }) => (
              <p key={at} className="flex items-center gap-1.5 text-sm font-medium text-accent">
                <Icon name="lock" className="size-4" />
                <span>
                  {m.pulse_acting_answered({ day: formatDay(at, timeZone) })}
                  {by && (
                    <>
                      {' · '}
                      <bdi>{by}</bdi>
                    </>
                  )}
                </span>
              </p>
            ))}
            {comment.answerable ? (
              <ButtonLink to={`${here}/${comment.id}`} look="second">
                {comment.answered.length > 0
                  ? m.pulse_acting_answer_again()
                  : m.pulse_acting_answer()}
              </ButtonLink>
            ) : (
              <p className="text-sm text-muted">{m.pulse_acting_no_thread()}</p>
            )}
          </li>
        ))}
      </ul>
      {counts.listed > from + AT_ONCE && (
        <ButtonLink to={`${here}?${all ? 'show=all&' : ''}from=${from + AT_ONCE}`} look="second">
          {m.pulse_acting_more()}
        </ButtonLink>
      )}
    </Page>
  )
}

type Told = { unit: { id: string }; question: string }

/** Whether a comment stands under the heading of the one before it. */
function alike(one: Told, before: Told | undefined): boolean {
  return before?.unit.id === one.unit.id && before.question === one.question
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

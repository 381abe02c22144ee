import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { wallClock } from '../../i18n/zone.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { myToday } from '../../training/assigning/assigner.server.ts'
import { assignedTo } from '../../training/assigning/mine.server.ts'
import { lineOf } from '../../training/line.server.ts'
import { overviewOf } from '../../training/module.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page, Sheet } from '../../ui/page.tsx'
import { Steps } from '../../ui/steps.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const overview = await overviewOf(context.db, me.id, params.slug ?? '', me.locale)
  if (!overview) throw notFound()
  const lineDeleted = new URL(request.url).searchParams.get('line') === 'deleted'
  const today = myToday(me, context)
  const [assigned] = await assignedTo(context.db, me.id, today, overview.slug)
  const place = { employeeId: me.id, slug: overview.slug }
  const line = await lineOf(context.db, context.settings.secret, place)
  return json({
    ...overview,
    line,
    lineDeleted,
    assigned: assigned ?? null,
    completedOn: overview.result
      ? wallClock(overview.result.completedAt, context.company.timeZone).slice(0, 10)
      : null,
  })
}

export const meta = titled(({ title }: { title: string }) => title)

export default function Overview() {
  const overview = useLoaderData<typeof loader>()
  const { slug, title, summary, objective, minutes, step, of, assigned } = overview
  return (
    <Page
      title={title}
      eyebrow={step === null ? m.training_minutes({ n: minutes }) : m.training_left({ n: minutes })}
      lead={summary}
    >
      {overview.lineDeleted && <Notice live="status">{m.training_line_deleted()}</Notice>}
      {step !== null && <Steps label={m.training_step({ now: step, of })} now={step} of={of} />}
      {overview.newerVersion && <Notice>{m.training_version_old()}</Notice>}
      {assigned && <Assigned assigned={assigned} />}
      {step === null && overview.result && !assigned?.again ? (
        <Done overview={overview} result={overview.result} />
      ) : (
        <>
          <div>
            <h2>{m.training_objective()}</h2>
            <p className="mt-1">{objective}</p>
          </div>
          {step === null ? (
            <Start slug={slug} label={m.training_start()} />
          ) : (
            <ButtonLink to={`/training/${slug}/${step}`} className="w-full sm:w-auto">
              {m.training_go_on()}
              <Icon name="arrow-right" flip />
            </ButtonLink>
          )}
          <p className="text-sm text-muted">{m.training_done_seen()}</p>
        </>
      )}
    </Page>
  )
}

type View = ReturnType<typeof useLoaderData<typeof loader>>

function Assigned({ assigned }: { assigned: NonNullable<View['assigned']> }) {
  const day = formatDay(assigned.dueOn)
  if (assigned.again) return <Notice>{m.training_assigning_again_open({ day })}</Notice>
  const words = { day, by: `\u2068${assigned.by}\u2069` }
  return (
    <p className="text-muted">
      {m.training_assigning_mine()}:{' '}
      {assigned.late
        ? m.training_assigning_mine_was(words)
        : m.training_assigning_mine_until(words)}
    </p>
  )
}

function Done({ overview, result }: { overview: View; result: NonNullable<View['result']> }) {
  const { slug, line, steps, completedOn } = overview
  return (
    <>
      <Notice look="good" live="status">
        <p className="text-lg font-semibold">{m.training_done_title()}</p>
        <p>{m.training_done_score({ correct: result.correct, of: result.of })}</p>
        <p>{overview.passed ? m.training_exam_module_passed() : m.training_exam_module_open()}</p>
        {completedOn && (
          <p className="text-sm text-muted">
            {m.training_completed({ day: formatDay(completedOn) })}
          </p>
        )}
      </Notice>
      {line && <Line slug={slug} line={line} editAt={steps.length} />}
      <ButtonLink to="/" className="w-full sm:w-auto">
        {m.common_error_home()}
      </ButtonLink>
      <div className="space-y-2">
        <Start slug={slug} label={m.training_again()} look="second" />
        <p className="text-sm text-muted">{m.training_again_hint()}</p>
        <p className="text-sm text-muted">{m.training_done_seen()}</p>
      </div>
      <div>
        <h2>{m.training_read_again()}</h2>
        <ul className="mt-1">
          {steps.map(
            ({ title: name, step }) =>
              name && (
                <li key={step} className="border-b border-line last:border-0">
                  <Link
                    to={`/training/${slug}/${step}`}
                    className="flex min-h-12 items-center justify-between gap-3 py-2"
                  >
                    {name}
                    <Icon name="chevron-right" flip className="size-4 text-muted" />
                  </Link>
                </li>
              ),
          )}
        </ul>
      </div>
    </>
  )
}

function Start({ slug, label, look }: { slug: string; label: string; look?: 'second' }) {
  return (
    <Form method="post" action={`/training/${slug}/start`}>
      <Button look={look} className="w-full sm:w-auto">
        {label}
      </Button>
    </Form>
  )
}

function Line({ slug, line, editAt }: { slug: string; line: string; editAt: number }) {
  return (
    <Sheet className="space-y-3">
      <p className="text-sm text-muted">{m.training_line_title()}</p>
      <p dir="auto" className="text-lg font-medium break-words">
        {line}
      </p>
      <p className="flex items-start gap-2 text-sm text-muted">
        <Icon name="lock" className="mt-0.5 size-4" />
        {m.training_line_private()}
      </p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink look="second" to={`/training/${slug}/${editAt}`}>
          {m.training_line_change()}
        </ButtonLink>
        <Form method="post" action={`/training/${slug}/line`}>
          <Button look="danger">{m.training_line_delete()}</Button>
        </Form>
      </div>
    </Sheet>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

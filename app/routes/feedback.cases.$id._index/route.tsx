import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Deed } from '../../nps/cases/case.ts'
import { CaseLog } from '../../nps/cases/case-log.tsx'
import { logDeed } from '../../nps/cases/handling.server.ts'
import { LONGEST_STEP, RECOVERY } from '../../nps/cases/kinds.ts'
import { RecoveryOrder } from '../../nps/cases/recovery.tsx'
import { caseErrors, moveLabel, outcomeLabel } from '../../nps/cases/words.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, TextArea } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { casePage } from './case-page.server.ts'
import { Contact } from './contact.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const page = await casePage(context, me, params.id ?? '')
  if (!page) throw notFound()
  return json({ ...page, step: new URL(request.url).searchParams.get('done') ?? '' })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const submission = parseWithZod(await request.formData(), { schema: Deed })
  if (submission.status !== 'success') return json(submission.reply(), { status: 422 })
  const id = params.id ?? ''
  const outcome = await logDeed(context.db, id, me, submission.value, context.now())
  if (outcome === 'not-found') throw notFound()
  return redirect(`/feedback/cases/${id}?done=${outcome === 'closed' ? 'gone' : 'saved'}`)
}

export const meta = titled((data: { place: string }) => data.place)

export default function CasePage() {
  const { one, place, reach, timeZone, late, oversees, step } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const wrong = useMemo(() => caseErrors(reply, 'move'), [reply])
  const errorOf = (field: string) => wrong.find((error) => error.field === field)?.message
  const kept = (name: string) => String(reply?.initialValue?.[name] ?? '')
  const time = formatTime(one.dueAt, timeZone)
  const done = one.steps.map(({ kind }) => kind)
  return (
    <Page
      eyebrow={<bdi>{one.unit}</bdi>}
      title={
        <>
          <bdi>{place}</bdi> · {m.nps_cases_score({ score: one.score })}
        </>
      }
    >
      <ErrorSummary errors={wrong} />
      {Object.hasOwn(STEPS, step) && (
        <Notice look={step === 'saved' ? 'good' : 'warn'} live="status">
          {STEPS[step as keyof typeof STEPS]()}
        </Notice>
      )}
      <p className={late ? 'font-semibold text-bad' : 'text-muted'}>
        {one.closedAt !== null ? (
          outcomeLabel[one.outcome as keyof typeof outcomeLabel]()
        ) : (
          <>
            {late ? m.nps_cases_late({ time }) : m.nps_cases_due({ time })}
            {' · '}
            {one.mine
              ? m.nps_cases_mine()
              : one.owner
                ? m.nps_cases_owner({ name: one.owner.name })
                : m.nps_cases_nobody()}
          </>
        )}
      </p>
      {one.solved !== null && (
        <Notice look={one.solved === 1 ? 'good' : 'warn'}>
          {one.solved === 1 ? m.nps_cases_said_yes() : m.nps_cases_said_no()}
        </Notice>
      )}
      {reach && <Contact reach={reach} />}
      {!one.mine && <p className="text-muted">{m.nps_cases_hidden()}</p>}
      {one.erased && <p className="text-muted">{m.nps_cases_erased()}</p>}
      <section aria-labelledby="what" className="space-y-2">
        <h2 id="what">{m.nps_cases_what()}</h2>
        <blockquote className="border-s-4 border-accent ps-4 break-words whitespace-pre-line">
          <bdi>{one.why || '–'}</bdi>
        </blockquote>
        {one.improve && (
          <p className="break-words whitespace-pre-line">
            <span className="block text-sm text-muted">{m.nps_cases_ten()}</span>
            <bdi>{one.improve}</bdi>
          </p>
        )}
      </section>
      {one.closedAt === null && !one.mine && oversees && (
        <Form method="post" action={`/feedback/cases/${one.id}/take`}>
          <input type="hidden" name="from" value={one.owner?.id ?? ''} />
          <Button look={one.owner ? 'second' : 'main'} className="w-full sm:w-auto">
            {one.owner ? m.nps_cases_take_over() : m.nps_cases_take()}
          </Button>
        </Form>
      )}
      {one.closedAt === null && <RecoveryOrder done={done} />}
      {one.closedAt === null && one.mine && (
        <Form key={one.steps.length} method="post" className="space-y-4">
          <Choices
            name="move"
            legend={<span className="text-xl font-semibold">{m.nps_cases_log()}</span>}
            error={errorOf('move')}
            options={RECOVERY.map((move) => ({ value: move, label: moveLabel[move]() }))}
            chosen={[kept('move')]}
            columns
          />
          <TextArea
            id="words"
            name="words"
            label={m.nps_cases_log_words()}
            error={errorOf('words')}
            defaultValue={kept('words')}
            maxLength={LONGEST_STEP}
          />
          <Button>{m.nps_cases_log_submit()}</Button>
        </Form>
      )}
      <CaseLog steps={one.steps} timeZone={timeZone} />
      <p className="flex flex-wrap gap-3">
        {one.closedAt === null && one.mine && (
          <ButtonLink to={`/feedback/cases/${one.id}/close`}>{m.nps_cases_close()}</ButtonLink>
        )}
        {one.closedAt === null && (
          <ButtonLink look="second" to={`/feedback/cases/${one.id}/hand`}>
            {m.nps_cases_hand()}
          </ButtonLink>
        )}
        <ButtonLink look="quiet" to="/feedback/cases">
          {m.nps_cases_back()}
        </ButtonLink>
      </p>
    </Page>
  )
}

const STEPS = {
  saved: () => m.nps_cases_saved(),
  gone: () => m.nps_cases_gone(),
  'taken-other': () => m.nps_cases_taken_other(),
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

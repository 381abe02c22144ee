import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ruleText, ValueRule } from '../../impact/value-rule.ts'
import {
  publishValueRule,
  valueRuleHistory,
  type RuleVersion,
} from '../../impact/value-rule.server.ts'
import {
  CheckRule,
  RuleNumbers,
  ValueRuleForm,
  type RuleValues,
} from '../../impact/value-rule-form.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page, Sheet } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const versions = await valueRuleHistory(context.db)
  const latest = versions.find((version) => !version.withdrawn)
  return json({
    versions: versions.map((version) => ({ ...version, shown: ruleText(version, me.locale) })),
    // A withdrawn rule's words wait in the form, so that withdrawing by mistake costs nothing.
    values: latest ? valuesOf(latest) : {},
    timeZone: context.company.timeZone,
    done: new URL(request.url).searchParams.get('done') ?? '',
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const form = await request.formData()
  const step = form.get('step')
  const submission = parseWithZod(form, { schema: ValueRule })
  const values = submission.payload as RuleValues
  if (submission.status !== 'success') {
    return json({ values, error: submission.error, check: false }, { status: 422 })
  }
  if (step !== 'publish') return json({ values, error: null, check: step !== 'edit' })

  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => publishValueRule(trx, me, submission.value, now),
    (done) => (done === 'published' ? { by: me.id, action: 'value.published' } : null),
    now,
  )
  return redirect(`/hr/value?done=${outcome}`)
}

export const meta = titled(() => m.impact_value_title())

export default function ValueRulePage() {
  const { versions, values, timeZone, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  if (reply?.check) {
    return (
      <Page title={m.impact_value_check()} lead={m.impact_value_check_lead()}>
        <CheckRule values={reply.values} />
      </Page>
    )
  }
  const [standing, ...earlier] = versions
  return (
    <Page title={m.impact_value_title()} lead={m.impact_value_lead()}>
      {Object.hasOwn(DONE, done) && (
        <Notice look="good" live="status">
          {DONE[done as keyof typeof DONE]()}
        </Notice>
      )}
      {!standing || standing.withdrawn ? (
        <Notice>{m.impact_value_none()}</Notice>
      ) : (
        <Standing rule={standing} timeZone={timeZone} />
      )}
      <h2>{standing ? m.impact_value_form_change() : m.impact_value_form()}</h2>
      <p>{m.impact_value_fair()}</p>
      <ValueRuleForm values={reply?.values ?? values} error={reply?.error} />
      {earlier.length > 0 && (
        <section aria-labelledby="earlier" className="space-y-4">
          <h2 id="earlier">{m.impact_value_history()}</h2>
          <ol className="divide-y divide-line">
            {earlier.map((version) => (
              <li key={version.version} className="space-y-1 py-3">
                <Published version={version} timeZone={timeZone} />
                {version.withdrawn ? (
                  <p>{m.impact_value_was_withdrawn()}</p>
                ) : (
                  <Words rule={version} />
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </Page>
  )
}

type Shown = RuleVersion & { shown: ReturnType<typeof ruleText> }

function Standing({ rule, timeZone }: { rule: Shown; timeZone: string }) {
  return (
    <Sheet className="space-y-3">
      <h2>{m.impact_value_standing()}</h2>
      <Words rule={rule} />
      <Published version={rule} timeZone={timeZone} />
      <Form method="post" action="/hr/value/withdraw">
        <Button look="danger" aria-describedby="withdraw-hint">
          {m.impact_value_withdraw()}
        </Button>
        <p id="withdraw-hint" className="mt-1.5 text-sm text-muted">
          {m.impact_value_withdraw_hint()}
        </p>
      </Form>
    </Sheet>
  )
}

function Words({ rule }: { rule: Shown }) {
  return (
    <>
      <p lang={rule.shown.locale} dir="auto" className="whitespace-pre-line">
        {rule.shown.text}
      </p>
      <RuleNumbers rule={rule} />
    </>
  )
}

function Published({ version, timeZone }: { version: Shown; timeZone: string }) {
  return (
    <p className="text-sm text-muted">
      {m.impact_value_since({ day: formatDay(version.publishedAt, timeZone) })}
      {' · '}
      <bdi>{version.byName}</bdi>
    </p>
  )
}

function valuesOf(rule: RuleVersion): RuleValues {
  return {
    ...rule.text,
    // 0.07 × 100 is 7.000000000000001.
    sharePercent:
      rule.staffShare === null ? '' : String(Number((rule.staffShare * 100).toFixed(6))),
    hurdle: rule.hurdle === null ? '' : String(rule.hurdle),
  }
}

const DONE = {
  published: () => m.impact_value_published(),
  unchanged: () => m.impact_value_unchanged(),
  withdrawn: () => m.impact_value_withdrawn(),
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

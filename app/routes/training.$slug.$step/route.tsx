import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { valueRule } from '../../impact/value-rule.server.ts'
import { ruleText } from '../../impact/value-rule.ts'
import { readInputs } from '../../training/calculator.ts'
import { walkOf } from '../../training/module.server.ts'
import { moduleBySlug } from '../../training/content.server.ts'
import { screenOf } from '../../training/screen.server.ts'
import { StepScreen } from '../../training/step-screen.tsx'
import { takeStep } from '../../training/step.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const slug = params.slug ?? ''
  const walk = await walkOf(context.db, me.id, slug)
  if (!walk && moduleBySlug(slug)) return redirect(`/training/${slug}`)
  const step = stepNumber(params.step)
  const view = walk && (await screenOf(context.db, walk.module, walk.attempt, step, me.locale))
  if (!view) throw notFound()
  if (step > walk.attempt.step) return redirect(`/training/${slug}/${walk.attempt.step}`)

  const rule = view.screen.kind === 'calculator' ? await valueRule(context.db) : null
  const query = new URL(request.url).searchParams
  return json({
    ...view,
    slug,
    step,
    of: walk.attempt.steps,
    finished: walk.attempt.finished_at !== null,
    moduleTitle: walk.module.texts[me.locale].title,
    typed: readInputs((name) => query.get(name)).typed,
    stay: query.get('view') === 'stay',
    before: query.get('before')?.slice(0, 8) ?? '10',
    after: query.get('after')?.slice(0, 8) ?? '5',
    rule: rule && {
      text: ruleText(rule, me.locale).text,
      language: ruleText(rule, me.locale).locale,
      numbers:
        rule.staffShare === null ? null : { share: rule.staffShare, hurdle: rule.hurdle ?? 0 },
    },
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const walk = await walkOf(context.db, me.id, params.slug ?? '')
  const step = stepNumber(params.step)
  if (!walk || step > walk.attempt.step) throw notFound()
  const form = await request.formData()

  const sent = { choice: form.get('choice'), line: form.get('line') }
  const taken = await takeStep(context.db, walk, step, sent, context.now())
  if (taken === 'choose-one')
    return json({ error: m.training_choose_one({}, { locale: me.locale }) }, { status: 422 })
  const { id } = walk.module.plan
  return redirect(taken === 'done' ? `/training/${id}` : `/training/${id}/${taken}`)
}

function stepNumber(param: string | undefined): number {
  if (!param || !/^[1-9]\d?$/.test(param)) throw notFound()
  return Number(param)
}

export const meta = titled(
  ({ step, of, moduleTitle }: { step: number; of: number; moduleTitle: string }) =>
    `${m.training_step({ now: step, of })} · ${moduleTitle}`,
)

export default function Step() {
  const view = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return <StepScreen key={`${view.slug}/${view.step}`} view={view} error={answered?.error} />
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

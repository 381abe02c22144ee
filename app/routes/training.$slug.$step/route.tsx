import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import {
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
  useActionData,
  useLoaderData,
} from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { bring, takeBrought, useBrought } from '../../training/brought.tsx'
import { interactiveAt } from '../../training/module.ts'
import { writeLine } from '../../training/line.server.ts'
import { walkOf } from '../../training/module.server.ts'
import { publishedModule } from '../../training/catalogue.server.ts'
import { StepScreen } from '../../training/step-screen.tsx'
import { takeStep } from '../../training/step.server.ts'
import { tap } from '../../training/work.server.ts'
import { afterTap, beforeTap } from './effects.server.ts'
import { tieFor } from './ties.server.ts'
import { viewAt, viewsAfter } from './view.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const slug = params.slug ?? ''
  const walk = await walkOf(context.db, me.id, slug)
  if (!walk && (await publishedModule(context.db, slug))) return redirect(`/training/${slug}`)
  const step = stepNumber(params.step)
  const view = walk && (await viewAt({ context, me }, walk, step))
  if (!view) throw notFound()
  if (step > walk.attempt.step) return redirect(`/training/${slug}/${walk.attempt.step}`)
  return json(view)
}

/** A form of a page that is awake is answered with what comes of it; before JavaScript with the way there. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const slug = params.slug ?? ''
  const walk = await walkOf(context.db, me.id, slug)
  const step = stepNumber(params.step)
  if (!walk || step > walk.attempt.step) throw notFound()
  const sent = await request.formData()
  const shown = async (to: number) => {
    const path = `/training/${slug}/${to}`
    if (!sent.has('awake')) return redirect(path)
    return json({ path, views: await viewsAfter({ context, me }, slug, step, to) })
  }

  const block = interactiveAt(walk.module.plan, step)
  if (block && sent.has('do')) {
    const tie = await tieFor(block.kind, { context, me })
    const place = { employeeId: me.id, slug, block }
    const tapped = { context, me, place, sent }
    await beforeTap(block.kind, tapped)
    const done = await tap(context.db, place, { sent, tie, language: me.locale }, context.now())
    if (done !== 'kept') return json({ ...done, sent: textsOf(sent) }, { status: 422 })
    await afterTap(block.kind, tapped)
    return shown(step)
  }
  const taken = await takeStep(
    context.db,
    walk,
    step,
    { choice: sent.get('choice') },
    context.now(),
  )
  if (taken === 'choose-one') {
    const error = m.training_choose_one({}, { locale: me.locale })
    return json({ error, sent: {} }, { status: 422 })
  }
  if (taken !== 'done') return shown(taken)
  const line = String(sent.get('line') ?? '')
  const { db, settings } = context
  await writeLine(db, settings.secret, { employeeId: me.id, slug }, line, context.now())
  return redirect(`/training/${slug}`)
}

export async function clientLoader({ params, serverLoader }: ClientLoaderFunctionArgs) {
  return takeBrought(params.slug!, params.step!) ?? serverLoader<typeof loader>()
}

export async function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  const answer = await serverAction<typeof action>()
  if ('error' in answer) return answer
  bring(answer.views)
  if (new URL(request.url).pathname === answer.path) return { kept: true as const }
  // Remix's redirect() would take the server's package along to every phone.
  return new Response(null, { status: 302, headers: { Location: answer.path } })
}

function stepNumber(param: string | undefined): number {
  if (!param || !/^[1-9]\d?$/.test(param)) throw notFound()
  return Number(param)
}

function textsOf(sent: FormData): Record<string, string> {
  return Object.fromEntries(
    [...sent].filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

export const meta = titled(
  ({ step, of, moduleTitle }: { step: number; of: number; moduleTitle: string }) =>
    `${m.training_step({ now: step, of })} · ${moduleTitle}`,
)

export default function Step() {
  const view = useLoaderData<typeof loader>()
  const answered = useActionData<typeof clientAction>()
  const refused = answered && 'error' in answered ? answered : undefined
  useBrought(view.slug, view.step)
  return <StepScreen key={`${view.slug}/${view.step}`} view={view} refused={refused} />
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { answerExam, examOf, examView } from '../../training/certificates/exam.server.ts'
import { Asked } from './asked.tsx'
import { Result } from './result.tsx'
import { namedExam, resultOf } from './result.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const exam = await examOf(context.db, me.id, params.id ?? '')
  if (!exam) throw notFound()
  const position = positionIn(request)
  const named = await namedExam(context.db, exam, me, context.company.timeZone)
  const wished = exam.finished_at === null ? (position ?? 99) : position
  const view = wished === null ? null : await examView(context.db, exam, wished, me.locale)
  const result = view ? null : await resultOf(context.db, exam, me, context)
  return json({ id: exam.id, view, result, ...named })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const form = await request.formData()
  const position = Number(form.get('asked'))
  const id = params.id ?? ''
  const sent = { position, choice: form.get('choice') }
  const taken = await answerExam(context.db, me, id, sent, context.company, context.now())
  if (taken === 'no-such-exam') throw notFound()
  if (taken === 'choose-one')
    return json({ error: m.training_choose_one({}, { locale: me.locale }) }, { status: 422 })
  return redirect(`/training/exams/${id}${taken === 'recorded' ? `?question=${position}` : ''}`)
}

function positionIn(request: Request): number | null {
  const asked = new URL(request.url).searchParams.get('question') ?? ''
  return /^([1-9]|10)$/.test(asked) ? Number(asked) : null
}

export const meta = titled(({ name }: { name: string }) => name)

export default function Exam() {
  const { id, view, result, name } = useLoaderData<typeof loader>()
  const error = useActionData<typeof action>()?.error
  if (view) return <Asked key={view.position} id={id} name={name} view={view} error={error} />
  return result && <Result id={id} name={name} result={result} />
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

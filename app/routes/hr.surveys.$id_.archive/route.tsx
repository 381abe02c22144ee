import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { archiveSurvey } from '../../pulse/surveys/survey-store.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/surveys')
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => archiveSurvey(trx, id, now),
    (done) =>
      done === 'archived'
        ? { by: me.id, action: 'survey.archived', subject: { kind: 'survey', id } }
        : null,
    now,
  )
  if (outcome === 'no-such-survey') throw notFound()
  return redirect(`/hr/surveys?archived=${id}`)
}

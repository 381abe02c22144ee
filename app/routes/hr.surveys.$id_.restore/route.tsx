import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { unarchiveSurvey } from '../../pulse/surveys/survey-store.server.ts'

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
    (trx) => unarchiveSurvey(trx, id),
    (done) =>
      done === 'back'
        ? { by: me.id, action: 'survey.restored', subject: { kind: 'survey', id } }
        : null,
    now,
  )
  if (outcome === 'no-such-survey') throw notFound()
  return redirect(`/hr/surveys?back=${id}`)
}

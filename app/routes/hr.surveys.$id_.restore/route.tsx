import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { unarchiveSurvey } from '../../pulse/surveys/survey-store.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/surveys')
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  if ((await unarchiveSurvey(context.db, id)) === 'no-such-survey') throw notFound()
  return redirect(`/hr/surveys?back=${id}`)
}

import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { startExam } from '../../training/certificates/exam.server.ts'
import { isPath } from '../../training/path.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect('/training/certificates')
}

/** Begins a sitting, or goes on with the open one: two taps, or two devices, make one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const path = (await request.formData()).get('path')
  if (!isPath(path)) throw notFound()
  const { db, company, now } = context
  const started = await startExam(db, me, path, company, now())
  if (started === 'not-mine') throw notFound()
  return redirect(
    typeof started === 'string'
      ? `/training/certificates?exam=${started}`
      : `/training/exams/${started.id}`,
  )
}

import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { badRequest, notFound } from '../../http/respond.ts'
import { wallClock } from '../../i18n/zone.ts'
import { answerLine, LINE_ANSWERS } from '../../training/line.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect('/')
}

/** What became of one's private line: done, not yet, or let go. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const sent = (await request.formData()).get('answer')
  const answer = LINE_ANSWERS.find((one) => one === sent)
  if (!answer) throw badRequest()

  const today = wallClock(context.now().getTime(), context.company.timeZone).slice(0, 10)
  const place = { employeeId: me.id, slug: params.slug ?? '' }
  if ((await answerLine(context.db, place, answer, today)) === 'not-found') throw notFound()
  return redirect('/?line=noted')
}

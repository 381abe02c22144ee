import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { note } from '../../audit/note.server.ts'
import { readable, requireAssigner } from '../../training/assigning/assigner.server.ts'
import { askForReminders } from '../../training/assigning/jobs.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireAssigner(request, context)
  return redirect(`/team/assignments/${encodeURIComponent(params.id ?? '')}`)
}

/** Whoever reads who needs time may remind them, whoever assigned it. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireAssigner(request, context)
  const { id } = await readable(context, me, params.id)
  const { db, company, now } = context
  const { ready, resting } = await askForReminders(db, id, me, company.timeZone, now())
  if (ready > 0 && me.roles.includes('hr')) {
    const subject = { kind: 'assignment', id } as const
    const detail = { n: ready }
    await note(db, { by: me.id, action: 'assignment.reminded', subject, detail }, now())
  }
  const said = ready > 0 ? 'reminded' : resting > 0 ? 'rested' : 'nobody'
  return redirect(`/team/assignments/${id}?said=${said}&n=${ready}`)
}

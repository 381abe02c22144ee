import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { note } from '../../audit/note.server.ts'
import { changeable, requireAssigner } from '../../training/assigning/assigner.server.ts'
import { undoEnd } from '../../training/assigning/assignment.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireAssigner(request, context)
  return redirect(`/team/assignments/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireAssigner(request, context)
  const { id } = await changeable(context, me, params.id)
  const said = await undoEnd(context.db, id, context.company.timeZone, context.now())
  if (said === 'running' && me.roles.includes('hr')) {
    const subject = { kind: 'assignment', id: id } as const
    await note(context.db, { by: me.id, action: 'assignment.undone', subject }, context.now())
  }
  return redirect(`/team/assignments/${id}?said=${said}`)
}

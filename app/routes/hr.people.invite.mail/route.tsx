import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { inviteesOf } from '../../auth/invitation.server.ts'
import { mailInvitations } from '../../auth/invitation-mail.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { invitedUnits } from '../../people/invited-units.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/people/invite')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, company, settings } = context
  const now = context.now()
  const form = await request.formData()
  const unit = String(form.get('unit') ?? '')
  const who = form.get('who') === 'all' ? 'all' : 'absent'
  const chosen = await invitedUnits(db, unit, me.locale)
  const back = new URLSearchParams({ unit, who })
  if (!('ids' in chosen)) return redirect(`/hr/people/invite?${back}`)
  const people = await inviteesOf(db, me, chosen.ids, who === 'absent')
  const n = await noting(
    db,
    (trx) => mailInvitations(trx, people, { secret: settings.secret, company }, now),
    (sent) =>
      sent > 0 ? { by: me.id, action: 'invitations.sent', detail: { name: unit, n: sent } } : null,
    now,
  )
  back.set('sent', String(n))
  return redirect(`/hr/people/invite?${back}`)
}

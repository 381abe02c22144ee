import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { inviteByCard, inviteesOf, MOST_CARDS } from '../../auth/invitation.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { invitedUnits } from '../../people/invited-units.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/people/invite')
}

/** A form and no link: printing makes new ways in and voids those of before. */
export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, company, settings } = context
  const now = context.now()
  const form = await request.formData()
  const unit = String(form.get('unit') ?? '')
  const who = form.get('who') === 'all' ? 'all' : 'absent'
  const chosen = await invitedUnits(db, unit, me.locale)
  const back = `/hr/people/invite?${new URLSearchParams({ unit, who })}`
  if (!('ids' in chosen)) return redirect(back)
  const all = await inviteesOf(db, me, chosen.ids, who === 'absent')
  const people = form.get('cards') === 'all' ? all : all.filter(({ email }) => email === null)
  if (people.length === 0 || people.length > MOST_CARDS) return redirect(back)
  const ids = people.map(({ id }) => id)
  const detail = { name: unit, n: people.length }
  const tokens = await noting(
    db,
    (trx) => inviteByCard(trx, ids, now),
    () => ({ by: me.id, action: 'cards.printed', detail }),
    now,
  )
  // The typesetter is large and seldom needed: the portal starts without it.
  const { invitationCards } = await import('../../auth/card-pdf.server.tsx')
  const pdf = await invitationCards({ company, people, tokens, origin: settings.publicOrigin, now })
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="invitations.pdf"',
      'Cache-Control': 'no-store',
    },
  })
}

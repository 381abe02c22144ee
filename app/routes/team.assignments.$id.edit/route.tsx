import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { note } from '../../audit/note.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { changeable, requireAssigner, todayOf } from '../../training/assigning/assigner.server.ts'
import { changeAssignment, wishOf } from '../../training/assigning/assignment.server.ts'
import { CheckView } from '../../training/assigning/check-view.tsx'
import { checking, choosing, soundWish } from '../../training/assigning/steps.server.ts'
import { WishForm } from '../../training/assigning/wish-form.tsx'
import { readWish, wishFields } from '../../training/assigning/wish.ts'
import { Page } from '../../ui/page.tsx'

/** The same two steps as for a new one, beginning with what stands. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireAssigner(request, context)
  const found = await changeable(context, me, params.id)
  const here = `/team/assignments/${found.id}`
  if (found.ended_at !== null) return redirect(here)
  const { searchParams } = new URL(request.url)
  const begun = searchParams.has('what')
  const wish = begun ? readWish(searchParams, todayOf(context)) : wishOf(found, todayOf(context))
  const checked = searchParams.get('step') === 'check'
  const sound = checked ? await soundWish(context, me, wish, found.due_on) : { problems: [] }
  if (!('problems' in sound)) {
    return json({ ...(await checking(context, me, wish, sound)), here: `${here}/edit` })
  }
  const chosen = await choosing(context, me, wish, sound.problems)
  return json({ ...chosen, here: `${here}/edit` }, { status: checked ? 422 : 200 })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireAssigner(request, context)
  const found = await changeable(context, me, params.id)
  const { db, company, now } = context
  const wish = readWish(new URLSearchParams(await request.text()), todayOf(context))
  const sound = await soundWish(context, me, wish, found.due_on)
  const here = `/team/assignments/${found.id}`
  if ('problems' in sound) {
    return redirect(`${here}/edit?${new URLSearchParams([['step', 'check'], ...wishFields(wish)])}`)
  }
  const outcome = await changeAssignment(db, found.id, sound, company.timeZone, now())
  if (outcome === 'changed' && me.roles.includes('hr')) {
    const subject = { kind: 'assignment', id: found.id } as const
    await note(context.db, { by: me.id, action: 'assignment.changed', subject }, context.now())
  }
  return redirect(`${here}?said=${outcome === 'changed' ? 'changed' : 'change-ended'}`)
}

export const meta = titled(() => m.training_assigning_edit())

export default function EditAssignment() {
  const data = useLoaderData<typeof loader>()
  return (
    <Page title={m.training_assigning_edit()} eyebrow={m.training_assigning_title()}>
      {data.step === 'check' ? (
        <CheckView checked={data} here={data.here} once={null} />
      ) : (
        <WishForm {...data} />
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

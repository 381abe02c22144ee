import { randomUUID } from 'node:crypto'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { note } from '../../audit/note.server.ts'
import { badRequest } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { requireAssigner, todayOf } from '../../training/assigning/assigner.server.ts'
import { assign } from '../../training/assigning/assignment.server.ts'
import { CheckView } from '../../training/assigning/check-view.tsx'
import { checking, choosing, soundWish } from '../../training/assigning/steps.server.ts'
import { WishForm } from '../../training/assigning/wish-form.tsx'
import { readWish, wishFields } from '../../training/assigning/wish.ts'
import { Page } from '../../ui/page.tsx'

const HERE = '/team/assignments/new'

/** Two steps of plain forms: choose, then see whom it reaches; only the second step's button does something. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireAssigner(request, context)
  const { searchParams } = new URL(request.url)
  const wish = readWish(searchParams, todayOf(context))
  const checked = searchParams.get('step') === 'check'
  const sound = checked ? await soundWish(context, me, wish) : { problems: [] }
  if (!('problems' in sound)) {
    const once: string = randomUUID()
    return json({ ...(await checking(context, me, wish, sound)), once })
  }
  const chosen = await choosing(context, me, wish, sound.problems)
  return json(chosen, { status: checked ? 422 : 200 })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireAssigner(request, context)
  const { db, company, now } = context
  const fields = new URLSearchParams(await request.text())
  const wish = readWish(fields, todayOf(context))
  const sound = await soundWish(context, me, wish)
  if ('problems' in sound) {
    // A day has passed since the check, or a unit is no longer theirs: the first step says what is wrong.
    return redirect(`${HERE}?${new URLSearchParams([['step', 'check'], ...wishFields(wish)])}`)
  }
  const key = fields.get('key') ?? ''
  if (!/^[0-9a-f-]{36}$/.test(key)) throw badRequest()
  await assign(db, key, sound, me, company.timeZone, now())
  if (me.roles.includes('hr')) {
    const subject = { kind: 'assignment', id: key } as const
    await note(context.db, { by: me.id, action: 'assignment.made', subject }, context.now())
  }
  return redirect(`/team/assignments/${key}?said=made`)
}

export const meta = titled(() => m.training_assigning_new())

export default function NewAssignment() {
  const data = useLoaderData<typeof loader>()
  return (
    <Page title={m.training_assigning_new()} eyebrow={m.training_assigning_title()}>
      {data.step === 'check' ? (
        <CheckView checked={data} here={HERE} once={data.once} />
      ) : (
        <WishForm {...data} />
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

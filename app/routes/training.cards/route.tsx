import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { answerCard, cardView, handOf, nextCardsOn } from '../../training/cards/card.server.ts'
import { streakOf } from '../../training/cards/streak.server.ts'
import { Notice } from '../../ui/notice.tsx'
import { Asked } from './asked.tsx'
import { Done } from './done.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const today = wallClock(context.now().getTime(), context.company.timeZone).slice(0, 10)
  const query = new URL(request.url).searchParams
  const hand = await handOf(context.db, me.id, today)
  const at = /^[1-5]$/.test(query.get('card') ?? '') ? Number(query.get('card')) : 99
  const asked = await cardView(context.db, me.id, hand, at, today, me.locale)
  const changed = query.has('changed')
  if (asked) return json({ asked, done: null, changed })
  const done = {
    practised: hand.answered.length > 0,
    next: await nextCardsOn(context.db, me.id, today),
    streak: await streakOf(context.db, me.id),
  }
  return json({ asked: null, done, changed })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const today = wallClock(context.now().getTime(), context.company.timeZone).slice(0, 10)
  const form = await request.formData()
  const card = String(form.get('asked') ?? '')
  const sent = { card, choice: form.get('choice'), unsure: form.get('unsure') === 'yes' }

  const taken = await answerCard(context.db, me.id, sent, today, context.now())
  if (taken === 'choose-one')
    return json({ error: m.training_choose_one({}, { locale: me.locale }) }, { status: 422 })
  return redirect(taken === 'not-due' ? '/training/cards?changed' : `/training/cards?card=${taken}`)
}

export const meta = titled(() => m.training_cards_title())

export default function Cards() {
  const { asked, done, changed } = useLoaderData<typeof loader>()
  const error = useActionData<typeof action>()?.error
  const notice = changed && <Notice live="status">{m.training_cards_changed()}</Notice>
  if (done) return <Done {...done} notice={notice} />
  return <Asked key={asked.card} view={asked} error={error} notice={notice} />
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

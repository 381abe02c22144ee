import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireEmployee, requireSession } from '../../auth/require.server.ts'
import { cards } from '../../feedback/card.server.ts'
import { draftKey } from '../../feedback/draft.server.ts'
import { OPEN } from '../../feedback/kinds.ts'
import { Observation } from '../../feedback/observation.ts'
import { siteObservations } from '../../feedback/list.server.ts'
import { logObservation } from '../../feedback/observation.server.ts'
import { sitesToChoose } from '../../feedback/sites.ts'
import { ObservationForm } from '../../feedback/observation-form.tsx'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { askForLink } from '../../impact/link.server.ts'
import { siteOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { touchpointByCode, touchpoints } from '../../touchpoints/touchpoint.server.ts'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { me, session } = await requireSession(request, context)
  const asked = new URL(request.url).searchParams
  const units = await unitTree(context.db)
  const site = siteOf(units, me.unitId)
  const open = site
    ? await siteObservations(context.db, me.id, [site.id], { statuses: OPEN, limit: 100 })
    : []
  return json({
    formKey: randomUUID(),
    // A shared device keeps nothing of anybody.
    draftKey: session.kioskId === null ? draftKey(context.settings.secret, me.id) : null,
    query: asked.get('q') ?? '',
    chosen: touchpointByCode(asked.get('touchpoint') ?? '')?.code ?? '',
    places: touchpoints().map(({ code, group, name }) => ({ code, group, name: name[me.locale] })),
    sites: sitesToChoose(units, me).map(({ id, name }) => ({ id, name })),
    open: cards(
      open.filter((one) => !one.mine),
      me.locale,
    ),
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const submission = parseWithZod(await request.formData(), { schema: Observation })
  if (submission.status !== 'success') return json(submission.reply(), { status: 422 })

  const logged = await logObservation(context.db, me, submission.value, context.now())
  if ('id' in logged) {
    await askForLink(context.db, context.now())
    return redirect(`/feedback/${logged.id}?sent`)
  }
  const field = logged.outcome === 'site-missing' ? 'siteId' : 'touchpoint'
  return json(submission.reply({ fieldErrors: { [field]: ['missing'] } }), { status: 422 })
}

export const meta = titled(() => m.feedback_new_title())

export default function NewObservation() {
  const form = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page title={m.feedback_new_title()} lead={m.feedback_new_lead()}>
      <ObservationForm {...form} reply={reply} />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

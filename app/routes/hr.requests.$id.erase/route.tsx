import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { note, noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { dropFilesNaming, namesOf } from '../../people/importing/naming.server.ts'
import { erasePerson } from '../../rights/erase.server.ts'
import { requestById } from '../../rights/request.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

/** An open wish to be erased; a 404 for anything else. */
async function askedFor({ params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const found = await requestById(context.db, params.id ?? '')
  if (found?.kind !== 'erase' || found.settledAt !== null) throw notFound()
  return found
}

export async function loader(args: LoaderFunctionArgs) {
  await requireRole(args.request, args.context, 'hr')
  const { name, staffNumber } = await askedFor(args)
  return json({ name, staffNumber })
}

export async function action(args: ActionFunctionArgs) {
  const me = await requireRole(args.request, args.context, 'hr')
  const { employeeId, staffNumber } = await askedFor(args)
  const typed = String((await args.request.formData()).get('number') ?? '').slice(0, 200)
  if (typed.trim() !== staffNumber) return json({ typed, why: 'wrong' as const }, { status: 422 })
  const { db, settings } = args.context
  const now = args.context.now()
  const named = await namesOf(db, [employeeId])
  const outcome = await noting(
    db,
    (trx) => erasePerson(trx, employeeId, me),
    // Of whom is not noted: there would be nobody to look up.
    (done) => (done === 'erased' ? { by: me.id, action: 'person.erased' } : null),
    now,
  )
  if (outcome === 'not-found') throw notFound()
  if (outcome !== 'erased') return json({ typed, why: outcome }, { status: 422 })
  const n = await dropFilesNaming(db, settings.dataDir, named, now)
  if (n > 0) await note(db, { by: me.id, action: 'people.dropped', detail: { n } }, now)
  return redirect(`/hr/requests?done=erased&files=${n}`)
}

export const meta = titled(() => m.rights_hr_erase_title())

export default function Erase() {
  const { name, staffNumber } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => {
    if (!reply) return []
    const why = {
      wrong: m.rights_hr_erase_wrong(),
      self: m.rights_hr_erase_self(),
      above: m.rights_hr_erase_above(),
    }
    return [{ field: 'number', message: why[reply.why] }]
  }, [reply])
  return (
    <Page
      title={m.rights_hr_erase_title()}
      eyebrow={<Link to="/hr/requests">{m.rights_hr_title()}</Link>}
      lead={m.rights_erase_lead()}
    >
      <ErrorSummary errors={errors} />
      <p className="font-medium">
        <bdi>{name}</bdi> <bdi className="text-muted">{staffNumber}</bdi>
      </p>
      <ul className="list-disc space-y-2 ps-6">
        <li>{m.rights_erase_gone()}</li>
        <li>{m.rights_erase_kept()}</li>
        <li>{m.rights_erase_pulse()}</li>
      </ul>
      <Form method="post" className="space-y-5">
        <TextField
          id="number"
          name="number"
          label={m.rights_hr_erase_type()}
          error={errors[0]?.message}
          defaultValue={reply?.typed}
          autoComplete="off"
          className="max-w-xs"
        />
        <div className="flex flex-wrap gap-3">
          <Button look="danger">{m.rights_hr_erase()}</Button>
          <ButtonLink to="/hr/requests" look="quiet">
            {m.common_cancel()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { createSignInLink } from '../../auth/link.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { forbidden, notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { mayHandle } from '../../people/authority.ts'
import { employeeById } from '../../people/employee.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return null
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const person = await employeeById(context.db, params.id ?? '')
  if (!person) throw notFound()
  // Whoever hands out a link could use it: HR must not become the owner, or another of HR, that way.
  if (!mayHandle(me, person)) throw forbidden()

  const now = context.now()
  const token = await noting(
    context.db,
    (trx) => createSignInLink(trx, person.id, now),
    () => ({ by: me.id, action: 'link.made', subject: { kind: 'person', id: person.id } }),
    now,
  )
  return json({ name: person.name, link: `${context.settings.publicOrigin}/enter/${token}` })
}

export const meta = titled(() => m.hr_people_link())

export default function PersonLink() {
  const made = useActionData<typeof action>()
  return (
    <Page title={m.hr_people_link()} eyebrow={<bdi>{made?.name}</bdi>}>
      {made && (
        <>
          <Notice>{m.hr_people_link_text()}</Notice>
          <p dir="ltr" className="rounded-xl bg-sunk p-4 font-medium break-all select-all">
            {made.link}
          </p>
        </>
      )}
      <ButtonLink to="/hr/people" look="second">
        {m.common_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

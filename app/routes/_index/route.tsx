import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  return json({ name: me.name })
}

export const meta = titled(() => m.common_nav_today())

export default function Today() {
  const { name } = useLoaderData<typeof loader>()
  return (
    <Page title={m.common_nav_today()}>
      <p>
        <bdi>{name}</bdi>
      </p>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

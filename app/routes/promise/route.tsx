import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return json({})
}

export const meta = titled(() => m.common_nav_promise())

export default function PromisePage() {
  return (
    <Page title={m.common_nav_promise()} lead={m.people_promise_lead()}>
      <List
        title={m.people_promise_held()}
        lines={[
          m.people_promise_held_answer(),
          m.people_promise_held_six(),
          m.people_promise_held_same(),
          m.people_promise_held_author(),
          m.people_promise_held_training(),
          m.people_promise_held_money(),
        ]}
      />
      <List
        title={m.people_promise_not()}
        lines={[
          m.people_promise_not_owner(),
          m.people_promise_not_server(),
          m.people_promise_not_watch(),
          m.people_promise_not_style(),
          m.people_promise_not_device(),
          m.people_promise_not_stuffing(),
        ]}
      />
      <List
        title={m.people_promise_seen()}
        lines={[
          m.people_promise_seen_me(),
          m.people_promise_seen_leader(),
          m.people_promise_seen_hr(),
          m.people_promise_seen_owner(),
        ]}
      />
      <p className="flex flex-wrap gap-x-6">
        <Link to="/account/data" className="inline-flex min-h-11 items-center">
          {m.rights_title()}
        </Link>
        <Link to="/privacy" className="inline-flex min-h-11 items-center">
          {m.rights_page_title()}
        </Link>
      </p>
    </Page>
  )
}

function List({ title, lines }: { title: string; lines: string[] }) {
  return (
    <section className="prose">
      <h2>{title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

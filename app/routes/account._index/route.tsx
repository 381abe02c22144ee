import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ownSessions } from '../../auth/own-sessions.server.ts'
import { hasPassword } from '../../auth/password.server.ts'
import { requireSession } from '../../auth/require.server.ts'
import { factorOf } from '../../auth/second-factor.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { unitTree } from '../../people/unit.server.ts'
import { pathOf } from '../../people/unit.ts'
import { Facts } from '../../ui/facts.tsx'
import type { IconName } from '../../ui/icon-names.ts'
import { LinkRow } from '../../ui/link-row.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { SessionTable } from './session-table.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { me, session } = await requireSession(request, context)
  const { db } = context
  const factor = await factorOf(db, me.id)
  const said = new URL(request.url).searchParams
  return json({
    me,
    unit: pathOf(await unitTree(db), me.unitId)
      .map(({ name }) => name)
      .reverse(),
    password: await hasPassword(db, me.id),
    factor: factor?.confirmedAt != null,
    sessions: await ownSessions(db, me.id, session.id, context.now()),
    timeZone: me.timeZone ?? context.company.timeZone,
    shared: session.kioskId !== null,
    said: said.has('password') ? 'password' : said.has('ended') ? 'ended' : null,
  })
}

export const meta = titled(() => m.account_title())

export default function Account() {
  const { me, unit, password, factor, sessions, timeZone, said, shared } =
    useLoaderData<typeof loader>()
  const roles = {
    leader: m.account_role_leader(),
    hr: m.account_role_hr(),
    owner: m.account_role_owner(),
  }
  const ways: { to: string; icon: IconName; title: string; text: string }[] = [
    {
      to: '/account/password',
      icon: 'key-round',
      title: m.account_password(),
      text: password ? m.account_password_is() : m.account_password_isnt(),
    },
    {
      to: '/account/second-factor',
      icon: 'shield-check',
      title: m.account_factor(),
      text: factor ? m.account_factor_is() : m.account_factor_isnt(),
    },
  ]
  return (
    <Page title={m.account_title()}>
      {said && (
        <Notice look="good" live="status">
          {said === 'password' ? m.account_password_kept() : m.account_device_ended()}
        </Notice>
      )}
      <section aria-labelledby="me" className="space-y-3">
        <h2 id="me">{m.account_me()}</h2>
        <Facts
          facts={[
            [m.account_name(), <bdi key="name">{me.name}</bdi>],
            [m.account_number(), <bdi key="number">{me.staffNumber}</bdi>],
            [m.account_unit(), <bdi key="unit">{unit.join(' › ')}</bdi>],
            [m.account_email(), <bdi key="email">{me.email ?? m.account_none()}</bdi>],
            ...(me.roles.length > 0
              ? [[m.account_roles(), me.roles.map((role) => roles[role]).join(', ')] as const]
              : []),
          ].map(([name, value]) => [String(name), value])}
        />
        <p className="text-muted">{m.account_correct()}</p>
      </section>
      <section aria-labelledby="ways">
        <h2 id="ways">{m.account_ways()}</h2>
        {shared && <p className="mt-2">{m.kiosk_elsewhere()}</p>}
        <ul className="mt-2 divide-y divide-line border-y border-line">
          {(shared ? [] : ways).map(({ to, icon, title, text }) => (
            <li key={to}>
              <LinkRow to={to} icon={icon}>
                <span className="block font-medium">{title}</span>
                <span className="block text-sm text-muted">{text}</span>
              </LinkRow>
            </li>
          ))}
        </ul>
      </section>
      <ul className="divide-y divide-line border-y border-line">
        <li>
          <LinkRow to="/account/data" icon="download">
            <span className="block font-medium">{m.rights_title()}</span>
            <span className="block text-sm text-muted">{m.rights_lead()}</span>
          </LinkRow>
        </li>
      </ul>
      <SessionTable sessions={sessions} timeZone={timeZone} />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

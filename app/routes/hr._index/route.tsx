import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { countPeople } from '../../people/list.server.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-names.ts'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return json({ people: await countPeople(context.db) })
}

export const meta = titled(() => m.hr_title())

export default function Hr() {
  const { people } = useLoaderData<typeof loader>()
  const doors: { to: string; icon: IconName; title: string; text: string }[] = [
    { to: '/hr/waves', icon: 'message-circle', title: m.hr_waves(), text: m.hr_waves_text() },
    {
      to: '/hr/surveys',
      icon: 'pencil',
      title: m.pulse_surveys_title(),
      text: m.pulse_surveys_door(),
    },
    {
      to: '/team/assignments',
      icon: 'book-open',
      title: m.training_assigning_title(),
      text: m.training_assigning_door(),
    },
    {
      to: '/hr/questions',
      icon: 'scale',
      title: m.training_figures_title(),
      text: m.training_figures_door(),
    },
    {
      to: '/hr/training',
      icon: 'book-open',
      title: m.training_author_title(),
      text: m.training_author_door(),
    },
    { to: '/hr/import', icon: 'file-up', title: m.hr_import(), text: m.hr_import_text() },
    { to: '/hr/webhooks', icon: 'link', title: m.nps_hooks_title(), text: m.nps_hooks_door() },
    { to: '/hr/codes', icon: 'qr-code', title: m.nps_hr_codes(), text: m.nps_hr_codes_text() },
    { to: '/hr/privacy', icon: 'lock', title: m.nps_hr_privacy(), text: m.nps_hr_privacy_text() },
    {
      to: '/hr/people',
      icon: 'users',
      title: m.hr_people(),
      text: m.hr_people_text({ n: people }),
    },
    { to: '/hr/kiosks', icon: 'key-round', title: m.kiosk_title(), text: m.kiosk_door() },
    {
      to: '/hr/units',
      icon: 'building-2',
      title: m.people_units_title(),
      text: m.people_units_door(),
    },
    {
      to: '/hr/company',
      icon: 'settings',
      title: m.people_company_title(),
      text: m.people_company_door(),
    },
    { to: '/hr/value', icon: 'gift', title: m.hr_value(), text: m.hr_value_text() },
    {
      to: '/hr/money',
      icon: 'wallet',
      title: m.impact_money_title(),
      text: m.impact_money_door(),
    },
    {
      to: '/hr/promise-cards',
      icon: 'hand-heart',
      title: m.training_promise_hr_title(),
      text: m.training_promise_hr_door(),
    },
    {
      to: '/hr/thanks',
      icon: 'heart-handshake',
      title: m.feedback_thanks_hr_title(),
      text: m.feedback_thanks_hr_door(),
    },
    {
      to: '/hr/certificates',
      icon: 'badge-check',
      title: m.training_certificate_hr_title(),
      text: m.training_certificate_hr_door(),
    },
    { to: '/hr/requests', icon: 'user', title: m.rights_hr_title(), text: m.rights_hr_door() },
    { to: '/hr/audit', icon: 'shield-check', title: m.audit_title(), text: m.audit_door() },
    {
      to: '/hr/records',
      icon: 'download',
      title: m.training_records_title(),
      text: m.training_records_door(),
    },
  ]
  return (
    <Page title={m.hr_title()}>
      <ul className="divide-y divide-line border-y border-line">
        {doors.map((door) => (
          <li key={door.to}>
            <Link to={door.to} className="flex min-h-16 items-center gap-4 py-3 hover:text-accent">
              <Icon name={door.icon} className="size-6 text-accent" />
              <span className="flex-1">
                <span className="block font-medium">{door.title}</span>
                <span className="block text-sm text-muted">{door.text}</span>
              </span>
              <Icon name="chevron-right" flip className="size-5 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { hasPassword } from '../../auth/password.server.ts'
import { requireSession } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { useSentFromHere } from '../../pulse/answering/use-sent-from-here.tsx'
import { deviceRecords } from '../../pulse/device.server.ts'
import { OnPhone } from '../../training/phone/on-phone.tsx'
import { personOnPhone } from '../../training/phone/pack.server.ts'
import { Icon } from '../../ui/icon.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { LineCard } from './line-card.tsx'
import { MovedList } from './moved-list.tsx'
import { PromisedList } from './promised-list.tsx'
import { NextCard, TaskRow } from './task-card.tsx'
import { ThanksRows } from './thanks-rows.tsx'
import { todayFor } from './today.server.ts'
import { WaitingList } from './waiting-list.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { me, session } = await requireSession(request, context)
  const { timeZone } = context.company
  const portal = { secret: context.settings.secret, timeZone }
  const today = await todayFor(context.db, me, portal, context.now())
  const records = await deviceRecords(context.db, context.settings.secret, me.id)
  const noted = new URL(request.url).searchParams.get('line') === 'noted'
  const person = personOnPhone(context.settings.secret, me.id)
  const onOwn = session.kioskId === null
  const offer = onOwn && session.enteredBy === 'link' && !(await hasPassword(context.db, me.id))
  return json({ ...today, records, name: me.name, noted, person, offer })
}

export const meta = titled(() => m.common_nav_today())

export default function Today() {
  const {
    name,
    next,
    also,
    moved,
    thanks,
    report,
    waiting,
    promises,
    line,
    cards,
    certificates,
    noted,
    records,
    person,
    offer,
  } = useLoaderData<typeof loader>()
  const open = [next, ...also].flatMap((task) => (task.kind === 'pulse' ? [task.record] : []))
  const sent = useSentFromHere(open, records)
  return (
    <Page title={m.common_nav_today()} eyebrow={<bdi>{name}</bdi>}>
      {noted && <Notice live="status">{m.training_line_thanks()}</Notice>}
      <OnPhone person={person} />
      <NextCard task={next} />
      {line && <LineCard back={line} />}
      {waiting.length > 0 && <WaitingList waiting={waiting} />}
      {thanks.length > 0 && <ThanksRows thanks={thanks} />}
      {moved.length > 0 && <MovedList moved={moved} />}
      {promises.length > 0 && <PromisedList promises={promises} />}
      {(also.length > 0 || report || cards || certificates.length > 0) && (
        <section>
          <h2>{m.today_also()}</h2>
          <ul className="mt-2 divide-y divide-line border-y border-line">
            {cards && (
              <li>
                <LinkRow to="/training/cards" icon="lightbulb">
                  <span className="block font-medium">
                    {m.training_cards_row({ n: cards.count, minutes: cards.minutes })}
                  </span>
                  <span className="block text-sm text-muted">{m.training_cards_row_hint()}</span>
                </LinkRow>
              </li>
            )}
            {certificates.map(({ name, words }) => (
              <li key={name}>
                <LinkRow to="/training/certificates" icon="badge-check">
                  <span className="block font-medium">{name}</span>
                  <span className="block text-sm text-muted">{words}</span>
                </LinkRow>
              </li>
            ))}
            {report && (
              <li>
                <Link
                  to={report.to}
                  className="flex min-h-14 items-center gap-3 py-2 hover:text-accent"
                >
                  <Icon name="chart-line" className="size-6 text-accent" />
                  <span className="flex-1">
                    <span className="block font-medium">{m.today_report()}</span>
                    <span className="block text-sm text-muted">{report.title}</span>
                  </span>
                  <Icon name="chevron-right" flip className="size-5 text-muted" />
                </Link>
              </li>
            )}
            {also.map((task) => (
              <li key={task.to}>
                <TaskRow
                  task={task}
                  sentFromHere={task.kind === 'pulse' && sent.includes(task.record)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {offer && (
        <Link to="/account/password" className="inline-flex min-h-11 items-center text-sm">
          {m.account_offer()}
        </Link>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

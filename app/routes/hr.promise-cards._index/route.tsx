import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { REASON_LENGTH } from '../../training/promise-card.ts'
import { cardsForHr, type CardForHr, type Decision } from '../../training/promise-card.server.ts'
import { PromiseLines } from '../../training/promise-lines.tsx'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page, Sheet } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  return json({
    ...(await cardsForHr(context.db, hr)),
    done: new URL(request.url).searchParams.get('done') ?? '',
    timeZone: context.company.timeZone,
  })
}

export const meta = titled(() => m.training_promise_hr_title())

const SAID: Record<string, { look: 'good' | 'bad'; words: () => string }> = {
  approved: { look: 'good', words: () => m.training_promise_hr_approved() },
  returned: { look: 'good', words: () => m.training_promise_hr_was_returned() },
  gone: { look: 'bad', words: () => m.training_promise_hr_gone() },
  own: { look: 'bad', words: () => m.training_promise_hr_own() },
  reason: { look: 'bad', words: () => m.training_promise_hr_reason_missing() },
}

export default function PromiseCards() {
  const { waiting, standing, history, done, timeZone } = useLoaderData<typeof loader>()
  const said = Object.hasOwn(SAID, done) ? SAID[done] : undefined
  return (
    <Page
      title={m.training_promise_hr_title()}
      eyebrow={<Link to="/hr">{m.hr_title()}</Link>}
      lead={m.training_promise_hr_lead()}
    >
      {said && (
        <Notice look={said.look} live={said.look === 'bad' ? 'alert' : 'status'}>
          {said.words()}
        </Notice>
      )}
      <section aria-labelledby="waiting" className="space-y-4">
        <h2 id="waiting">{m.training_promise_hr_waiting()}</h2>
        {waiting.length === 0 && <Empty>{m.training_promise_hr_none()}</Empty>}
        {waiting.map((card) => (
          <CardSheet key={card.id} card={card} timeZone={timeZone} />
        ))}
      </section>
      <section aria-labelledby="standing" className="space-y-4">
        <h2 id="standing">{m.training_promise_hr_standing()}</h2>
        {standing.length === 0 && (
          <p className="text-muted">{m.training_promise_hr_none_standing()}</p>
        )}
        {standing.map((card) => (
          <CardSheet key={card.id} card={card} timeZone={timeZone} />
        ))}
      </section>
      {history.length > 0 && (
        <section aria-labelledby="history" className="space-y-2">
          <h2 id="history">{m.training_promise_hr_history()}</h2>
          <ul className="divide-y divide-line border-y border-line">
            {history.map((decision) => (
              <li key={decision.id} className="py-2.5 break-words">
                {lineOf(decision, timeZone)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

const apart = (name: string) => `\u2068${name}\u2069`

function lineOf({ by, leader, at, reason }: Decision, timeZone: string): string {
  const said = { day: formatDay(at, timeZone), by: apart(by), leader: apart(leader) }
  return reason
    ? m.training_promise_hr_line_returned({ ...said, reason: apart(reason) })
    : m.training_promise_hr_line_approved(said)
}

function CardSheet({ card, timeZone }: { card: CardForHr; timeZone: string }) {
  const { id, leader, units, status, lines, language, own, sentAt, by, decidedAt } = card
  return (
    <Sheet className="space-y-4">
      <div>
        <h3>
          <bdi>{leader}</bdi>
        </h3>
        <p className="text-sm text-muted">
          {units.map(apart).join(', ')}
          {units.length > 0 && ' · '}
          {status === 'approved' && by && decidedAt !== null
            ? m.training_promise_hr_line_approved({
                day: formatDay(decidedAt, timeZone),
                by: apart(by),
                leader: apart(leader),
              })
            : m.training_promise_hr_sent({ day: formatDay(sentAt, timeZone) })}
        </p>
      </div>
      <PromiseLines lines={lines} language={language} />
      {own ? (
        <p className="text-muted">{m.training_promise_hr_own()}</p>
      ) : (
        <>
          {status === 'sent' && (
            <Form method="post" action={`/hr/promise-cards/${id}/approve`}>
              <Button className="w-full sm:w-auto">
                {m.training_promise_hr_approve()}
                <span className="sr-only">{leader}</span>
              </Button>
            </Form>
          )}
          <Fold
            label={
              status === 'sent' ? m.training_promise_hr_return() : m.training_promise_hr_take_down()
            }
          >
            <Form method="post" action={`/hr/promise-cards/${id}/return`} className="space-y-4">
              <TextArea
                id={`reason-${id}`}
                name="reason"
                required
                maxLength={REASON_LENGTH}
                label={m.training_promise_hr_reason()}
                hint={m.training_promise_hr_reason_hint()}
              />
              <Button look="danger" className="w-full sm:w-auto">
                {status === 'sent'
                  ? m.training_promise_hr_return()
                  : m.training_promise_hr_take_down()}
              </Button>
            </Form>
          </Fold>
        </>
      )}
    </Sheet>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { inviteesOf, INVITED_DAYS, MOST_CARDS } from '../../auth/invitation.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { invitedUnits } from '../../people/invited-units.server.ts'
import { UnitField } from '../../people/person-fields.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const query = new URL(request.url).searchParams
  const unit = query.get('unit') ?? ''
  const everybody = query.get('who') === 'all'
  const chosen = await invitedUnits(context.db, unit, me.locale)
  const people = 'ids' in chosen ? await inviteesOf(context.db, me, chosen.ids, !everybody) : []
  const mails = people.filter(({ email }) => email !== null).length
  const sent = /^\d{1,6}$/.exec(query.get('sent') ?? '')?.[0]
  return json(
    {
      ...{ unit, everybody, mails, cards: people.length - mails, all: people.length },
      ...{ units: chosen.choices, most: MOST_CARDS, days: INVITED_DAYS },
      error: 'error' in chosen ? chosen.error : null,
      asked: unit !== '' && 'ids' in chosen,
      sent: sent === undefined ? null : Number(sent),
      mailAway: context.settings.smtpUrl === undefined,
    },
    { status: 'error' in chosen ? 422 : 200 },
  )
}

export const meta = titled(() => m.auth_invite_title())

export default function Invite() {
  const data = useLoaderData<typeof loader>()
  const { unit, everybody, mails, cards, all, most, error, asked } = data
  const errors = useMemo(() => (error ? [{ field: 'unit', message: error }] : []), [error])
  const choice = (
    <>
      <input type="hidden" name="unit" value={unit} />
      <input type="hidden" name="who" value={everybody ? 'all' : 'absent'} />
    </>
  )
  const print = (n: number, whom: string, words: string) =>
    n > 0 && (
      <form method="post" action="/hr/people/invite/cards">
        {choice}
        <input type="hidden" name="cards" value={whom} />
        <Button look="second" className="w-full sm:w-auto" disabled={n > most}>
          {words}
        </Button>
      </form>
    )
  return (
    <Page
      title={m.auth_invite_title()}
      eyebrow={m.hr_people()}
      lead={m.auth_invite_lead({ days: data.days })}
    >
      <ErrorSummary errors={errors} />
      {data.sent !== null && (
        <Notice look="good" live="status">
          {m.auth_invite_sent({ n: data.sent })}
        </Notice>
      )}
      <Form className="space-y-5">
        <UnitField
          id="unit"
          name="unit"
          label={m.people_import_col_unit()}
          units={data.units}
          defaultValue={unit}
          error={error ?? undefined}
        />
        <label className="choice">
          <input type="checkbox" name="who" value="all" defaultChecked={everybody} />
          <span>
            {m.auth_invite_all()}
            <span className="block text-sm text-muted">{m.auth_invite_all_hint()}</span>
          </span>
        </label>
        <Button look="second">{m.auth_invite_look()}</Button>
      </Form>
      {asked && all === 0 && <p className="text-muted">{m.auth_invite_nobody()}</p>}
      {asked && all > 0 && (
        <section className="space-y-3 border-t border-line pt-6">
          <p>{m.auth_invite_void()}</p>
          {mails > 0 && (
            <Form method="post" action="/hr/people/invite/mail">
              {choice}
              <Button className="w-full sm:w-auto">{m.auth_invite_mail({ n: mails })}</Button>
            </Form>
          )}
          {mails > 0 && data.mailAway && <p className="text-muted">{m.auth_invite_outbox()}</p>}
          {print(cards, 'unreachable', m.auth_invite_cards({ n: cards }))}
          {mails > 0 && print(all, 'all', m.auth_invite_cards_all({ n: all }))}
          {all > most && <p className="text-muted">{m.auth_invite_many({ most })}</p>}
        </section>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { readable, requireAssigner, todayOf } from '../../training/assigning/assigner.server.ts'
import { peopleOfAssignment, SHOWS } from '../../training/assigning/progress.server.ts'
import { assignmentFacts } from '../../training/assigning/words.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Page } from '../../ui/page.tsx'
import { PeopleTable } from './people-table.tsx'
import { SaidNotice } from './said-notice.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireAssigner(request, context)
  const found = await readable(context, me, params.id)
  const query = new URL(request.url).searchParams
  const show = SHOWS.find((one) => one === query.get('show')) ?? 'all'
  const today = todayOf(context)
  const wish = { show, after: query.get('after') ?? '' }
  const ended = found.ended_at && formatDay(found.ended_at, context.company.timeZone, me.locale)
  return json({
    ...(await peopleOfAssignment(context.db, found.id, me, wish, today)),
    ...(await assignmentFacts(context.db, found, me.locale)),
    ...{ id: found.id, mine: found.mine, ended, show, today, shows: SHOWS },
    said: query.get('said') ?? '',
    n: Number(query.get('n')) || 0,
  })
}

export const meta = titled(({ name }: { name: string }) => name)

export default function Assignment() {
  const data = useLoaderData<typeof loader>()
  const { id, name, facts, counts, ended, mine } = data
  const { people, done, late } = counts
  const busy = useNavigation().state === 'submitting'
  const here = `/team/assignments/${id}`
  return (
    <Page title={name} eyebrow={m.training_assigning_title()}>
      <SaidNotice key={data.said} id={id} said={data.said} n={data.n} />
      {ended && data.said !== 'ended' && <p>{m.training_assigning_ended_on({ day: ended })}</p>}
      <section className="space-y-2">
        <p id="state" className="text-lg font-medium">
          {m.training_assigning_state({ done: formatNumber(done), of: formatNumber(people) })}
        </p>
        <progress value={done} max={Math.max(1, people)} aria-labelledby="state" />
        {late > 0 && !ended && <p>{m.training_assigning_state_late({ n: late })}</p>}
      </section>
      {!ended && done < people && (
        <Form method="post" action={`${here}/remind`} className="space-y-2">
          <Button disabled={busy}>{m.training_assigning_remind()}</Button>
          <p className="text-sm text-muted">{m.training_assigning_remind_hint()}</p>
        </Form>
      )}
      <Facts facts={facts} />
      {mine && !ended && (
        <div className="space-y-2">
          <div className="flex flex-wrap gap-3">
            <ButtonLink to={`${here}/edit`} look="second">
              {m.training_assigning_edit()}
            </ButtonLink>
            <Form method="post" action={`${here}/end`}>
              <Button look="danger" disabled={busy}>
                {m.training_assigning_end()}
              </Button>
            </Form>
          </div>
          <p className="text-sm text-muted">{m.training_assigning_end_hint()}</p>
        </div>
      )}
      <PeopleTable {...data} />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

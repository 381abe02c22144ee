import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { requireAssigner, todayOf } from '../../training/assigning/assigner.server.ts'
import { type AssignmentLine, assignmentsFor } from '../../training/assigning/progress.server.ts'
import { assignmentName, dueWords } from '../../training/assigning/words.server.ts'
import { titlesOf } from '../../training/catalogue.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireAssigner(request, context)
  const { running, ended } = await assignmentsFor(context.db, me, todayOf(context))
  const titles = await titlesOf(context.db)
  const line = (one: AssignmentLine) => ({
    id: one.id,
    name: assignmentName(titles, one, me.locale),
    due: dueWords(one.due, me.locale),
    unit: one.unit,
    ended: one.endedAt && formatDay(one.endedAt, context.company.timeZone, me.locale),
    ...{ people: one.people, done: one.done, late: one.late },
  })
  return json({ running: running.map(line), ended: ended.map(line) })
}

export const meta = titled(() => m.training_assigning_title())

export default function Assignments() {
  const { running, ended } = useLoaderData<typeof loader>()
  const begin = <ButtonLink to="/team/assignments/new">{m.training_assigning_new()}</ButtonLink>
  return (
    <Page title={m.training_assigning_title()} lead={m.training_assigning_lead()}>
      {running.length === 0 ? (
        <Empty action={begin}>{m.training_assigning_none()}</Empty>
      ) : (
        <>
          {begin}
          <section>
            <h2 className="mb-2">{m.training_assigning_running()}</h2>
            <Lines lines={running} />
          </section>
        </>
      )}
      {ended.length > 0 && (
        <section>
          <h2 className="mb-2">{m.training_assigning_ended()}</h2>
          <Lines lines={ended} />
        </section>
      )}
    </Page>
  )
}

type Line = ReturnType<typeof useLoaderData<typeof loader>>['running'][number]

function Lines({ lines }: { lines: Line[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {lines.map(({ id, name, unit, due, ended, people, done, late }) => (
        <li key={id}>
          <LinkRow to={`/team/assignments/${id}`}>
            <span className="block font-medium">{name}</span>
            <span className="block text-sm text-muted">
              <bdi>{unit}</bdi> · {ended ? m.training_assigning_ended_on({ day: ended }) : due}
            </span>
            <span className="block text-sm text-muted">
              {m.training_assigning_state({ done: formatNumber(done), of: formatNumber(people) })}
              {late > 0 && !ended && ` · ${m.training_assigning_state_late({ n: late })}`}
            </span>
          </LinkRow>
        </li>
      ))}
    </ul>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

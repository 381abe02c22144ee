import { Link } from '@remix-run/react'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { PersonLine, Show } from '../../training/assigning/progress.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/page.tsx'

interface Props {
  id: string
  people: PersonLine[]
  next: string | null
  show: Show
  shows: readonly Show[]
  today: string
}

/** In the order of names, never of results. */
export function PeopleTable({ id, people, next, show, shows, today }: Props) {
  const here = `/team/assignments/${id}`
  const names = {
    open: m.training_assigning_show_open,
    late: m.training_assigning_show_late,
    done: m.training_assigning_show_done,
    all: m.training_assigning_show_all,
  }
  return (
    <section aria-labelledby="people" className="space-y-3">
      <h2 id="people">{m.training_assigning_people()}</h2>
      <nav aria-label={m.training_assigning_show()} className="flex flex-wrap gap-x-4">
        {shows.map((one) => (
          <Link
            key={one}
            to={`${here}?show=${one}#people`}
            aria-current={one === show ? 'page' : undefined}
            className="inline-flex min-h-11 items-center underline-offset-4 aria-[current]:font-semibold aria-[current]:underline"
          >
            {names[one]()}
          </Link>
        ))}
      </nav>
      {people.length === 0 ? (
        <Empty>{m.training_assigning_nobody()}</Empty>
      ) : (
        <DataTable
          caption={m.training_assigning_people()}
          quietCaption
          columns={[
            { key: 'name', label: m.training_assigning_person() },
            { key: 'unit', label: m.training_assigning_unit_of() },
            { key: 'learning', label: m.training_assigning_learning() },
            { key: 'day', label: m.training_assigning_day() },
          ]}
          rows={people.map((person) => ({
            key: person.id,
            cells: {
              name: <bdi>{person.name}</bdi>,
              unit: <bdi>{person.unit}</bdi>,
              learning: learningOf(person),
              day: dayOf(person, today),
            },
          }))}
        />
      )}
      {next !== null && (
        <ButtonLink
          to={`${here}?${new URLSearchParams({ show, after: next })}#people`}
          look="second"
        >
          {m.training_assigning_more()}
        </ButtonLink>
      )}
    </section>
  )
}

function learningOf({ done, modules }: PersonLine): string {
  if (done === modules) return m.training_assigning_done_all()
  return modules === 1
    ? m.training_assigning_done_none()
    : m.training_assigning_done_some({ done, of: modules })
}

function dayOf({ dueOn }: PersonLine, today: string): string {
  if (dueOn === null) return '–'
  const day = formatDay(dueOn)
  return dueOn < today ? m.training_assigning_late({ day }) : day
}

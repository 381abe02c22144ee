import { Form, Link } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { DraftPage } from './draft-page.server.ts'
import { StepButton } from './fields.tsx'

type Row = DraftPage['rows']['about']

interface Props {
  id: string
  page: DraftPage
  /** Being written: things can be moved, added and taken out. */
  open: boolean
}

/** The screens and the questions of a draft in their order, each leading to its form. */
export function DraftLists({ id, page, open }: Props) {
  const { about, screens, questions } = page.rows
  return (
    <Form method="post" className="space-y-8">
      <ul className="border-y border-line">
        <Line id={id} row={about} open={false} />
      </ul>
      <section className="space-y-3">
        <h2>{m.training_author_screens()}</h2>
        <ol className="divide-y divide-line border-y border-line">
          {screens.map((row) => (
            <Line key={row.section} id={id} row={row} open={open} />
          ))}
        </ol>
        {open && <Adding kinds={page.addable} />}
      </section>
      <section className="space-y-3">
        <h2>{m.training_author_questions()}</h2>
        <p className="text-muted">{m.training_author_questions_lead()}</p>
        <ol className="divide-y divide-line border-y border-line">
          {questions.map((row) => (
            <Line key={row.section} id={id} row={row} open={open} />
          ))}
        </ol>
        {open && (
          <Button name="do" value="add:question" look="second">
            <Icon name="plus" />
            {m.training_author_add_question()}
          </Button>
        )}
      </section>
    </Form>
  )
}

function Line({ id, row, open }: { id: string; row: Row; open: boolean }) {
  const { section, name, faults } = row
  const questions = !row.drop && (row.up || row.down) && section.startsWith('block-')
  return (
    <li id={section} tabIndex={-1} className="flex items-center gap-1 py-1.5">
      {questions ? (
        <span className="flex min-h-11 min-w-0 flex-1 items-center">{name}</span>
      ) : (
        <Link
          to={`/hr/training/${id}/edit/${section}`}
          className="flex min-h-11 min-w-0 flex-1 flex-col justify-center break-words hover:text-accent"
        >
          <bdi>{name}</bdi>
          {faults > 0 && (
            <span className="flex items-center gap-1.5 text-sm text-muted">
              <Icon name="pencil" className="size-4" />
              {m.training_author_left({ n: faults })}
            </span>
          )}
        </Link>
      )}
      {open && (row.up || row.down || row.drop) && (
        <>
          <StepButton
            step={`up:${section}`}
            label={m.training_author_up({ what: name })}
            icon="arrow-up"
            disabled={!row.up}
          />
          <StepButton
            step={`down:${section}`}
            label={m.training_author_down({ what: name })}
            icon="arrow-down"
            disabled={!row.down}
          />
          <StepButton
            step={`drop:${section}`}
            label={m.training_author_take_out({ what: name })}
            icon="x"
            disabled={!row.drop}
          />
        </>
      )}
    </li>
  )
}

function Adding({ kinds }: { kinds: DraftPage['addable'] }) {
  return (
    <details className="fold">
      <summary>
        <Icon name="plus" className="size-4" />
        {m.training_author_add_screen()}
      </summary>
      <ul className="mt-2 grid gap-2 sm:grid-cols-2">
        {kinds.map(({ kind, label, hint }) => (
          <li key={kind}>
            <button
              name="do"
              value={`add:${kind}`}
              className="block min-h-12 w-full rounded-xl border border-edge px-4 py-2.5 text-start hover:border-ink"
            >
              <span className="block font-medium">{label}</span>
              {hint && <span className="block text-sm text-muted">{hint}</span>}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

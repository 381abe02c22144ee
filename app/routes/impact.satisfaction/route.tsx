import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { formatMonth } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { type LadderProse, satisfactionProse } from '../../impact/satisfaction-prose.server.ts'
import { storedSatisfaction } from '../../impact/stored.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const stored = await storedSatisfaction(context.db)
  const options = { locale: me.locale }
  return json({
    company: context.company.name,
    months: stored && { from: stored.from, to: stored.to },
    said: satisfactionProse(stored, me.locale),
    columns: [
      { key: 'step', label: m.impact_satisfaction_col_step({}, options) },
      { key: 'n', label: m.impact_satisfaction_col_n({}, options), numeric: true },
      { key: 'share', label: m.impact_satisfaction_col_share({}, options), numeric: true },
      { key: 'score', label: m.impact_satisfaction_col_score({}, options), numeric: true },
    ],
  })
}

export const meta = titled(() => m.impact_satisfaction_title())

export default function Satisfaction() {
  const { company, months, said, columns } = useLoaderData<typeof loader>()
  return (
    <Page
      title={m.impact_satisfaction_title()}
      eyebrow={
        <>
          <bdi>{company}</bdi>
          {months && ` · ${formatMonth(months.from)} – ${formatMonth(months.to)}`}
        </>
      }
      lead={said.lead}
    >
      {said.questions.map(({ key, heading, notes, ladders }) => (
        <section key={key} aria-labelledby={key} className="space-y-4 pt-2">
          <h2 id={key}>{heading}</h2>
          {ladders.map((ladder) => (
            <Ladder key={ladder.key} ladder={ladder} columns={columns} />
          ))}
          {notes.map((note) => (
            <p key={note} className="text-muted">
              {note}
            </p>
          ))}
        </section>
      ))}
      <HowWeKnow>
        {said.how.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </HowWeKnow>
      <ButtonLink to="/impact" look="second">
        {m.impact_how_back()}
      </ButtonLink>
    </Page>
  )
}

type Columns = { key: string; label: string; numeric?: boolean }[]

function Ladder({ ladder, columns }: { ladder: LadderProse; columns: Columns }) {
  const { title, caption, rows, missing } = ladder
  return (
    <div className="space-y-2">
      {title && <p className="text-lg">{title}.</p>}
      {missing ? (
        <p>
          {caption}. {missing}
        </p>
      ) : (
        <DataTable
          caption={caption}
          columns={columns}
          rows={rows.map(({ key, ...cells }) => ({ key, cells }))}
        />
      )}
    </div>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Evidence, GRADE_ICONS } from '../../training/claim-sheet.tsx'
import { publishedModules } from '../../training/catalogue.server.ts'
import { register, type RegisterEntry } from '../../training/register.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Page } from '../../ui/page.tsx'

/** So few entries stand open: whoever searched for one wants to read it. */
const OPEN_UP_TO = 3

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const query = new URL(request.url).searchParams
  const search = (query.get('search') ?? '').slice(0, 100)
  const grade = query.get('grade') ?? ''
  const modules = await publishedModules(context.db)
  return json({ entries: register(modules, search, grade, me.locale), search, grade })
}

export const meta = titled(() => m.training_claims_title())

export default function Claims() {
  const { entries, search, grade } = useLoaderData<typeof loader>()
  const grades = [
    ['solid', m.training_grade_solid()],
    ['contested', m.training_grade_contested()],
    ['folklore', m.training_grade_folklore()],
    ['rhetoric', m.training_grade_rhetoric()],
  ] as const
  return (
    <Page
      title={m.training_claims_title()}
      eyebrow={<Link to="/training">{m.training_title()}</Link>}
      lead={m.training_claims_lead()}
    >
      <Form role="search" key={`${search}/${grade}`} className="space-y-4">
        <TextField
          id="search"
          name="search"
          type="search"
          dir="auto"
          maxLength={100}
          label={m.training_claims_search()}
          hint={m.training_claims_search_hint()}
          defaultValue={search}
        />
        <SelectField id="grade" name="grade" label={m.training_claims_grade()} defaultValue={grade}>
          <option value="">{m.training_claims_all_grades()}</option>
          {grades.map(([value, name]) => (
            <option key={value} value={value}>
              {name.replace(/\.$/, '')}
            </option>
          ))}
        </SelectField>
        <Button look="second" className="w-full sm:w-auto">
          <Icon name="search" />
          {m.training_claims_find()}
        </Button>
      </Form>
      <p role="status" className="font-medium">
        {m.training_claims_found({ n: entries.length })}
      </p>
      {entries.length === 0 && <Empty>{m.training_claims_none()}</Empty>}
      {entries.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {entries.map((entry) => (
            <li key={entry.id} id={entry.id} className="py-5">
              <Entry entry={entry} open={entries.length <= OPEN_UP_TO} />
            </li>
          ))}
        </ul>
      )}
      {(search || grade) && (
        <ButtonLink look="second" to="/training/claims" className="w-full sm:w-auto">
          {m.training_claims_all()}
        </ButtonLink>
      )}
    </Page>
  )
}

function Entry({ entry, open }: { entry: RegisterEntry; open: boolean }) {
  return (
    <article className="space-y-2">
      <p className="flex gap-2 text-sm">
        <Icon name={GRADE_ICONS[entry.grade]} className="size-5 text-accent" />
        <span className="min-w-0 flex-1">
          <strong>{entry.gradeWords.name}</strong>{' '}
          <span className="text-muted">{entry.gradeWords.meaning}</span>
        </span>
        <bdi className="text-muted">{entry.id}</bdi>
      </p>
      <h2 className="text-lg font-medium text-pretty">{entry.wording}</h2>
      <details className="fold" open={open}>
        <summary>
          <Icon name="circle-help" className="size-4" />
          {m.training_claims_evidence()}
        </summary>
        <div className="prose normal-nums">
          <Evidence claim={entry} />
        </div>
      </details>
      <p className="text-sm text-muted">
        {entry.cited.length === 0 ? m.training_claims_not_cited() : m.training_claims_cited()}
      </p>
      {entry.cited.length > 0 && (
        <ul className="flex flex-wrap gap-x-5">
          {entry.cited.map(({ slug, title }) => (
            <li key={slug}>
              <Link
                to={`/training/${slug}`}
                className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

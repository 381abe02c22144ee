import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { LOCALE_NAMES } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { peoplePage } from '../../people/list.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { TextField } from '../../ui/field.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const query = new URL(request.url).searchParams
  const search = query.get('search') ?? ''
  const page = await peoplePage(context.db, { after: query.get('after') ?? '', search })
  return json({ ...page, search })
}

export const meta = titled(() => m.hr_people())

export default function People() {
  const { people, next, search } = useLoaderData<typeof loader>()
  const more = new URLSearchParams({ ...(search && { search }), after: next ?? '' })
  return (
    <Page title={m.hr_people()} eyebrow={m.hr_title()} wide>
      <ButtonLink to="/hr/people/import" look="second">
        {m.people_import_title()}
      </ButtonLink>
      <Form role="search" className="flex items-end gap-3">
        <div className="flex-1">
          <TextField
            id="search"
            name="search"
            type="search"
            label={m.hr_people_search()}
            defaultValue={search}
          />
        </div>
        <Button look="second">{m.hr_people_find()}</Button>
      </Form>
      {people.length === 0 ? (
        <Empty>{m.hr_people_none()}</Empty>
      ) : (
        <DataTable
          caption={m.hr_people()}
          quietCaption
          columns={[
            { key: 'name', label: m.hr_people_name() },
            { key: 'number', label: m.hr_people_number() },
            { key: 'unit', label: m.hr_people_unit() },
            { key: 'language', label: m.common_language() },
            { key: 'link', label: m.hr_people_link() },
          ]}
          rows={people.map((person) => ({
            key: person.id,
            cells: {
              name: <bdi>{person.name}</bdi>,
              number: <bdi>{person.staffNumber}</bdi>,
              unit: <bdi>{person.unit}</bdi>,
              language: LOCALE_NAMES[person.locale],
              link: (
                <Form method="post" action={`/hr/people/${person.id}/link`}>
                  <Button look="quiet" className="-mx-2">
                    {m.hr_people_link_make()}
                    <span className="sr-only">{person.name}</span>
                  </Button>
                </Form>
              ),
            },
          }))}
        />
      )}
      {next && (
        <ButtonLink to={`/hr/people?${more}`} look="second">
          {m.hr_people_more()}
        </ButtonLink>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

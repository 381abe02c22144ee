import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { LOCALE_NAMES } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { peoplePage } from '../../people/list.server.ts'
import { subtreeOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { unitAsked } from '../../people/unit-asked.server.ts'
import { unitChoices } from '../../people/unit-typed.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { Filters } from './filters.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const query = new URL(request.url).searchParams
  const search = query.get('search') ?? ''
  const unit = query.get('unit') ?? ''
  const role = (['leader', 'hr', 'owner'] as const).find((one) => one === query.get('role'))
  const status = query.get('status') === 'left' ? 'left' : 'active'
  const units = await unitTree(context.db)
  const found = unit.trim() === '' ? null : unitAsked(units, unit, locale)
  const unitIds =
    found === null ? undefined : 'unit' in found ? subtreeOf(units, found.unit.id) : []
  const after = query.get('after') ?? ''
  const page = await peoplePage(context.db, { after, search, unitIds, role, status })
  return json({
    ...page,
    wish: { search, unit, role: role ?? '', status },
    units: unitChoices(units),
    wrongUnit: found !== null && 'error' in found ? found.error : null,
  })
}

export const meta = titled(() => m.hr_people())

export default function People() {
  const { people, next, similar, wish, units, wrongUnit } = useLoaderData<typeof loader>()
  const kept = Object.entries(wish).filter(([, value]) => value !== '' && value !== 'active')
  const more = new URLSearchParams([...kept, ['after', next ?? '']])
  return (
    <Page title={m.hr_people()} eyebrow={m.hr_title()} wide>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/hr/people/new" look="second">
          {m.people_new()}
        </ButtonLink>
        <ButtonLink to="/hr/people/invite" look="second">
          {m.auth_invite_title()}
        </ButtonLink>
        <ButtonLink to="/hr/people/import" look="second">
          {m.people_import_title()}
        </ButtonLink>
        <ButtonLink to="/hr/units" look="second">
          {m.people_units_title()}
        </ButtonLink>
      </div>
      <Filters wish={wish} units={units} />
      {wrongUnit && <Notice look="warn">{wrongUnit}</Notice>}
      {similar && people.length > 0 && <Notice live="status">{m.people_similar()}</Notice>}
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
            ...(wish.status === 'left' ? [] : [{ key: 'link', label: m.hr_people_link() }]),
          ]}
          rows={people.map((person) => ({
            key: person.id,
            cells: {
              name: (
                <Link to={`/hr/people/${person.id}`} className="inline-flex min-h-11 items-center">
                  <bdi>{person.name}</bdi>
                </Link>
              ),
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

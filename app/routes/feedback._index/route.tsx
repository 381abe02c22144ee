import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { cards } from '../../feedback/card.server.ts'
import { LinkRow, Pager } from '../../feedback/link-row.tsx'
import { OPEN, STATUSES } from '../../feedback/kinds.ts'
import { myObservations, siteObservations } from '../../feedback/list.server.ts'
import { ObservationList } from '../../feedback/observation-list.tsx'
import { pageOf, PAGE_SIZE } from '../../feedback/pages.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { siteOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LinkRow as DoorRow } from '../../ui/link-row.tsx'
import { Empty, Page } from '../../ui/page.tsx'

const STATUSES_SHOWN = {
  open: OPEN,
  closed: STATUSES.filter((status) => !OPEN.includes(status)),
  all: STATUSES,
} as const

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const asked = new URL(request.url).searchParams
  const site = siteOf(await unitTree(context.db), me.unitId)
  const view = asked.get('view') === 'site' && site ? 'site' : 'mine'
  const wish = asked.get('show')
  const show = wish === 'open' || wish === 'closed' ? wish : 'all'
  const page = pageOf(asked)
  const slice = { limit: PAGE_SIZE + 1, offset: (page - 1) * PAGE_SIZE }
  const found =
    view === 'site' && site
      ? await siteObservations(context.db, me.id, [site.id], {
          statuses: STATUSES_SHOWN[show],
          ...slice,
        })
      : await myObservations(context.db, me.id, slice)
  return json({
    view,
    show,
    page,
    more: found.length > PAGE_SIZE,
    site: site && site.name,
    observations: cards(found.slice(0, PAGE_SIZE), me.locale),
  })
}

export const meta = titled(() => m.feedback_title())

export default function Observations() {
  const { view, show, page, more, site, observations } = useLoaderData<typeof loader>()
  const here = (next: number) => `/feedback?view=${view}&show=${show}&page=${next}`
  const empty = view === 'mine' ? m.feedback_empty_mine() : m.feedback_empty_site()
  return (
    <Page title={m.feedback_title()} lead={m.feedback_lead()}>
      <ButtonLink to="/feedback/new" className="w-full sm:w-auto">
        <Icon name="plus" />
        {m.feedback_new()}
      </ButtonLink>
      <ul className="divide-y divide-line border-y border-line">
        <li>
          <DoorRow to="/feedback/wall" icon="star">
            {m.nps_wall_go()}
          </DoorRow>
        </li>
        <li>
          <DoorRow to="/feedback/thanks" icon="heart-handshake">
            {m.feedback_thanks_go()}
          </DoorRow>
        </li>
        <li>
          <DoorRow to="/impact/mine" icon="chart-line">
            {m.impact_mine_title()}
          </DoorRow>
        </li>
      </ul>
      {site && (
        <LinkRow
          label={m.feedback_tabs()}
          links={[
            { to: '/feedback', text: m.feedback_tab_mine(), here: view === 'mine' },
            { to: '/feedback?view=site', text: m.feedback_tab_site(), here: view === 'site' },
          ]}
        />
      )}
      {view === 'site' && (
        <LinkRow
          quiet
          label={m.feedback_filter()}
          links={(['all', 'open', 'closed'] as const).map((one) => ({
            to: `/feedback?view=site&show=${one}`,
            text: SHOW_TEXT[one](),
            here: one === show,
          }))}
        />
      )}
      {observations.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : (
        <ObservationList observations={observations} base="/feedback" markMine={view === 'site'} />
      )}
      <Pager page={page} more={more} at={here} />
    </Page>
  )
}

const SHOW_TEXT = {
  all: () => m.feedback_show_all(),
  open: () => m.feedback_show_open(),
  closed: () => m.feedback_show_closed(),
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

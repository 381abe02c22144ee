import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { cards } from '../../feedback/card.server.ts'
import { statusLabel } from '../../feedback/labels.tsx'
import { LinkRow, Pager } from '../../feedback/link-row.tsx'
import { STATUSES, type Status } from '../../feedback/kinds.ts'
import { siteObservations, statusCounts } from '../../feedback/list.server.ts'
import { sitesLed } from '../../feedback/sites.ts'
import { ObservationList } from '../../feedback/observation-list.tsx'
import { pageOf, PAGE_SIZE } from '../../feedback/pages.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { unitTree } from '../../people/unit.server.ts'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'leader')
  const asked = new URL(request.url).searchParams
  const sites = sitesLed(await unitTree(context.db), me)
  const counts = await statusCounts(context.db, sites)
  const status: Status = STATUSES.find((one) => one === asked.get('status')) ?? 'new'
  const page = pageOf(asked)
  const found = await siteObservations(context.db, me.id, sites, {
    statuses: [status],
    limit: PAGE_SIZE + 1,
    offset: (page - 1) * PAGE_SIZE,
  })
  return json({
    sites: sites.length,
    counts,
    status,
    page,
    more: found.length > PAGE_SIZE,
    observations: cards(found.slice(0, PAGE_SIZE), me.locale),
  })
}

export const meta = titled(() => m.feedback_team_title())

export default function TeamObservations() {
  const { sites, counts, status, page, more, observations } = useLoaderData<typeof loader>()
  if (sites === 0) {
    return (
      <Page title={m.feedback_team_title()}>
        <Empty>{m.feedback_team_no_site()}</Empty>
      </Page>
    )
  }
  return (
    <Page title={m.feedback_team_title()} lead={m.feedback_team_lead()}>
      <LinkRow
        quiet
        label={m.feedback_filter()}
        links={STATUSES.map((one) => ({
          to: `/team/feedback?status=${one}`,
          text: statusLabel[one](),
          here: one === status,
          count: counts[one],
        }))}
      />
      {observations.length === 0 ? (
        <Empty>{m.feedback_team_empty()}</Empty>
      ) : (
        <ObservationList observations={observations} base="/team/feedback" sites={sites > 1} />
      )}
      <Pager page={page} more={more} at={(n) => `/team/feedback?status=${status}&page=${n}`} />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

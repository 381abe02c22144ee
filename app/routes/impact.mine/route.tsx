import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { cards } from '../../feedback/card.server.ts'
import { GradeMark, StatusMark } from '../../feedback/labels.tsx'
import { Pager } from '../../feedback/link-row.tsx'
import { myObservations } from '../../feedback/list.server.ts'
import { pageOf } from '../../feedback/pages.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { fixesOf, proseOf, whatBecame } from '../../impact/fix.server.ts'
import { FixView } from '../../impact/fix-view.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Empty, Page } from '../../ui/page.tsx'

const PAGE_SIZE = 10

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const page = pageOf(new URL(request.url).searchParams)
  const slice = { limit: PAGE_SIZE + 1, offset: (page - 1) * PAGE_SIZE }
  const mine = await myObservations(context.db, me.id, slice)
  const found = mine.slice(0, PAGE_SIZE)
  const fixes = await fixesOf(context.db, found)
  return json({
    page,
    more: mine.length > PAGE_SIZE,
    became: await whatBecame(context.db, me.id),
    notes: cards(found, me.locale).map((note) => ({
      id: note.id,
      place: note.place,
      grade: note.grade,
      status: note.status,
      reason: note.reason,
      observedOn: note.observedOn,
      fix: proseOf(note, fixes, me.locale),
    })),
  })
}

export const meta = titled(() => m.impact_mine_title())

export default function Mine() {
  const { page, more, became, notes } = useLoaderData<typeof loader>()
  return (
    <Page title={m.impact_mine_title()} eyebrow={m.impact_title()} lead={m.impact_mine_lead()}>
      {notes.length === 0 ? (
        <Empty action={<ButtonLink to="/feedback/new">{m.feedback_new()}</ButtonLink>}>
          {m.impact_mine_empty()}
        </Empty>
      ) : (
        <>
          <Facts
            facts={[
              [m.impact_mine_noted(), formatNumber(became.noted)],
              [m.impact_mine_done(), formatNumber(became.done)],
              [m.impact_mine_helped(), formatNumber(became.helped)],
            ]}
          />
          <ol className="divide-y divide-line border-t border-line">
            {notes.map((note) => (
              <li key={note.id} className="space-y-3 py-6">
                <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                  <h2 className="basis-full">
                    <Link to={`/feedback/${note.id}`} className="text-accent underline">
                      <bdi>{note.place}</bdi>
                    </Link>
                  </h2>
                  <GradeMark grade={note.grade} />
                  <StatusMark status={note.status} />
                  <span className="text-sm text-muted">{formatDay(note.observedOn)}</span>
                </div>
                {note.reason && (
                  <blockquote className="border-s-4 border-line ps-4 break-words">
                    <bdi>{note.reason}</bdi>
                  </blockquote>
                )}
                {note.fix && <FixView said={note.fix} id={`fix-${note.id}`} level={3} />}
              </li>
            ))}
          </ol>
        </>
      )}
      <Pager page={page} more={more} at={(next) => `/impact/mine?page=${next}`} />
      <ButtonLink to="/impact" look="second">
        {m.impact_how_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { takeUpWish } from '../../feedback/wish.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { answerName } from '../../nps/wall/wall.ts'
import { saidByIds } from '../../nps/wall/wall.server.ts'
import { UnitChoice } from '../../people/unit-choice.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { SaidList } from './said-list.tsx'
import { myWall, wallFor } from './wall-page.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, company, now } = context
  const me = await requireEmployee(request, context)
  const params = new URL(request.url).searchParams
  const asked = { unit: params.get('unit'), after: params.get('after') }
  const shown = await wallFor(db, me, asked, company.timeZone, now())
  if (!shown && asked.unit !== null) throw notFound()
  return json({ shown, first: asked.after === null })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { db, company, now } = context
  const me = await requireEmployee(request, context)
  const form = await request.formData()
  const today = wallClock(now().getTime(), company.timeZone).slice(0, 10)
  const found = await myWall(db, me, String(form.get('unit') ?? ''), today)
  const id = Number(form.get('answer'))
  const [said] = found && Number.isSafeInteger(id) ? await saidByIds(db, found.wall, [id]) : []
  if (!said) throw notFound()

  const { unitId, touchpoint, improve: words } = said
  const wish = { answer: answerName(id), unitId, touchpoint, words }
  const outcome = await takeUpWish(db, me, wish, now())
  if (!('id' in outcome)) throw notFound()
  return redirect(`/feedback/${outcome.id}`)
}

export const meta = titled(() => m.nps_wall_title())

export default function WallPage() {
  const { shown, first } = useLoaderData<typeof loader>()
  if (!shown) {
    return (
      <Page title={m.nps_wall_title()}>
        <Empty>{m.nps_wall_no_site()}</Empty>
      </Page>
    )
  }
  const { site, choices, promise, said, next } = shown
  const at = `/feedback/wall?unit=${encodeURIComponent(site.id)}`
  return (
    <Page title={m.nps_wall_title()} eyebrow={<bdi>{site.name}</bdi>} lead={m.nps_wall_lead()}>
      <UnitChoice label={m.nps_wall_site()} units={choices} chosen={site.id} />
      {promise && (
        <section className="rounded-2xl bg-accent-soft p-4" aria-labelledby="promise">
          <h2 id="promise" className="text-base">
            {m.nps_wall_promise({ day: formatDay(promise.day) })}
          </h2>
          <p className="mt-1 break-words" dir="auto">
            {promise.words}
          </p>
        </section>
      )}
      {said.length === 0 ? (
        <Empty>{first ? m.nps_wall_empty() : m.nps_wall_end()}</Empty>
      ) : (
        <SaidList said={said} siteId={site.id} />
      )}
      <p className="flex flex-wrap gap-3">
        {next && (
          <ButtonLink look="second" to={`${at}&after=${next}`}>
            {m.nps_wall_more()}
            <Icon name="arrow-right" flip />
          </ButtonLink>
        )}
        {!first && (
          <ButtonLink look="quiet" to={at}>
            {m.nps_wall_start()}
          </ButtonLink>
        )}
      </p>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

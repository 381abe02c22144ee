import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { Huddle } from '../../impact/huddle/huddle.ts'
import { holdHuddle } from '../../impact/huddle/huddle.server.ts'
import { HuddleForm } from '../../impact/huddle/huddle-form.tsx'
import { huddleDraft, praiseIds } from '../../impact/huddle/sheet.server.ts'
import { UnitChoice } from '../../people/unit-choice.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, company, now } = context
  const me = await requireRole(request, context, 'leader')
  const unit = new URL(request.url).searchParams.get('unit')
  const today = wallClock(now().getTime(), company.timeZone).slice(0, 10)
  const draft = await huddleDraft(db, me, unit, today)
  if (!draft && unit !== null) throw notFound()
  return json({ draft })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { db, company, now } = context
  const me = await requireRole(request, context, 'leader')
  const form = await request.formData()
  const unit = String(form.get('unit') ?? '')
  const submission = parseWithZod(form, { schema: Huddle })
  if (submission.status !== 'success') return json(submission.reply(), { status: 422 })

  const today = wallClock(now().getTime(), company.timeZone).slice(0, 10)
  if (!(await huddleDraft(db, me, unit, today))) throw notFound()
  const said = { ...submission.value, praise: await praiseIds(db, unit, today) }
  const held = await holdHuddle(db, unit, me, said, today, now())
  if (held.outcome === 'held') return redirect(`/team/huddle/${held.id}`)
  if (held.outcome === 'not-found') throw notFound()
  const field = held.outcome === 'last-missing' ? 'last' : 'outcome'
  return json(submission.reply({ fieldErrors: { [field]: ['missing'] } }), { status: 422 })
}

export const meta = titled(() => m.impact_huddle_title())

export default function HuddlePage() {
  const { draft } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  if (!draft) {
    return (
      <Page title={m.impact_huddle_title()}>
        <Empty>{m.impact_huddle_no_unit()}</Empty>
      </Page>
    )
  }
  const { unit, choices, praise, earlier, ...rest } = draft
  const words: Record<string, () => string> = {
    kept: () => m.impact_huddle_kept(),
    dropped: () => m.impact_huddle_dropped(),
    promised: () => m.impact_huddle_open(),
  }
  return (
    <Page
      title={m.impact_huddle_title()}
      eyebrow={<Link to="/team">{m.common_nav_team()}</Link>}
      lead={m.impact_huddle_lead()}
    >
      <UnitChoice label={m.team_choose()} units={choices} chosen={unit.id} />
      <section>
        <h2>{m.impact_huddle_praise()}</h2>
        {praise.length === 0 ? (
          <p className="mt-1 text-muted">{m.impact_huddle_praise_none()}</p>
        ) : (
          <ul className="mt-2 space-y-2">
            {praise.map((line) => (
              <li key={line.id} className="border-s-4 border-accent ps-4">
                <p className="break-words">
                  <bdi>{line.words}</bdi>
                </p>
                <p className="text-sm text-muted">
                  <bdi>{line.place || m.nps_wall_visit()}</bdi>
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
      <HuddleForm key={unit.id} unitId={unit.id} reply={reply} {...rest} />
      {earlier.length > 0 && (
        <section>
          <h2>{m.impact_huddle_earlier()}</h2>
          <ul className="mt-2 divide-y divide-line border-y border-line">
            {earlier.map((one) => (
              <li key={one.id}>
                <LinkRow to={`/team/huddle/${one.id}`}>
                  <span className="block font-medium break-words" dir="auto">
                    {one.promise}
                  </span>
                  <span className="block text-sm text-muted">
                    {formatDay(one.day)} · {words[one.status]?.()}
                  </span>
                </LinkRow>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

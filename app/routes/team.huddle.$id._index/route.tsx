import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { huddleSheet, type Line } from '../../impact/huddle/sheet.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'leader')
  const sheet = await huddleSheet(context.db, me, params.id ?? '')
  if (!sheet) throw notFound()
  return json({ sheet })
}

export const meta = titled(() => m.impact_huddle_title())

/** The sheet on screen; printed it is one page, without what belongs to the screen. */
export default function SheetPage() {
  const { sheet } = useLoaderData<typeof loader>()
  const { id, unit, unitId, day, last, praise, friction, promise } = sheet
  const words: Record<string, () => string> = {
    kept: () => m.impact_huddle_kept(),
    dropped: () => m.impact_huddle_dropped(),
    promised: () => m.impact_huddle_open(),
  }
  return (
    <Page
      title={<bdi>{unit}</bdi>}
      eyebrow={`${m.impact_huddle_title()} · ${formatDay(day)}`}
      lead={m.impact_huddle_quarter()}
    >
      {last && (
        <Part title={m.impact_huddle_last()}>
          <p className="break-words" dir="auto">
            {last.promise}
          </p>
          <p className="text-sm text-muted">{words[last.status]?.()}</p>
          {last.outcome && (
            <p className="break-words" dir="auto">
              {last.outcome}
            </p>
          )}
        </Part>
      )}
      <Part title={m.impact_huddle_praise()}>
        {praise.length === 0 && <p className="text-muted">{m.impact_huddle_praise_none()}</p>}
        {praise.map((line) => (
          <Words key={line.id} line={line} />
        ))}
      </Part>
      <Part title={m.impact_huddle_friction()}>
        {friction ? (
          <Words line={friction} />
        ) : (
          <p className="text-muted">{m.impact_huddle_friction_none()}</p>
        )}
        <p className="text-muted">{m.impact_huddle_ask()}</p>
      </Part>
      <Part title={m.impact_huddle_promise()}>
        <p className="text-xl font-semibold break-words" dir="auto">
          {promise}
        </p>
      </Part>
      <p className="no-print flex flex-wrap gap-3">
        <ButtonLink to={`/team/huddle/${id}.pdf`} reloadDocument download>
          <Icon name="download" />
          {m.impact_huddle_pdf()}
        </ButtonLink>
        <ButtonLink look="second" to={`/team/huddle?unit=${encodeURIComponent(unitId)}`}>
          {m.impact_huddle_back()}
        </ButtonLink>
      </p>
    </Page>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-2 break-inside-avoid">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Words({ line }: { line: Line }) {
  return (
    <div className="border-s-4 border-accent ps-4">
      <p className="text-lg break-words">
        <bdi>{line.words}</bdi>
      </p>
      <p className="text-sm text-muted">
        <bdi>{line.place || m.nps_wall_visit()}</bdi>
      </p>
    </div>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

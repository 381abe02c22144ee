import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ChangeList } from '../../training/authoring/change-list.tsx'
import { changesOf } from '../../training/authoring/difference.server.ts'
import { titleOf } from '../../training/authoring/draft-page.server.ts'
import { blankDraft, draftOf } from '../../training/authoring/draft.ts'
import { draftById } from '../../training/authoring/draft.server.ts'
import { versionsOf } from '../../training/authoring/version.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const stored = await draftById(context.db, params.id ?? '')
  if (!stored) throw notFound()
  const versions = await versionsOf(context.db, stored.module)
  const before = versions.find(({ module }) => module.plan.version === stored.basedOn)
  const from = before ? draftOf(before.module) : blankDraft(stored.draft.plan.order)
  return json({
    id: stored.id,
    title: titleOf(stored.draft, me.locale),
    before: before?.module.plan.version ?? null,
    changes: changesOf(from, stored.draft, me.locale),
  })
}

export const meta = titled(({ title }: { title: string }) => title)

export default function DraftChanges() {
  const { id, title, before, changes } = useLoaderData<typeof loader>()
  return (
    <Page
      title={<bdi>{title}</bdi>}
      eyebrow={m.training_author_title()}
      lead={
        before === null
          ? m.training_author_all_new()
          : m.training_author_changes_since({ n: formatNumber(before) })
      }
    >
      <ChangeList changes={changes} />
      <ButtonLink to={`/hr/training/${id}`} look="second">
        {m.training_author_all()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

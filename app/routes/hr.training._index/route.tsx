import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { titleOf } from '../../training/authoring/draft-page.server.ts'
import { openDrafts } from '../../training/authoring/draft.server.ts'
import { ModuleRow } from '../../training/authoring/module-row.tsx'
import { catalogue } from '../../training/catalogue.server.ts'
import type { Module } from '../../training/module.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { modules, retired } = await catalogue(context.db)
  const line = ({ plan, texts }: Module) => ({
    slug: plan.id,
    version: plan.version,
    title: texts[me.locale].title,
  })
  const query = new URL(request.url).searchParams
  const named = (slug: string | null) =>
    [...modules, ...retired].find(({ plan }) => plan.id === slug)?.texts[me.locale].title ?? null
  return json({
    drafts: (await openDrafts(context.db)).map(({ id, status, draft, basedOn }) => ({
      id,
      reading: status === 'review',
      title: titleOf(draft, me.locale),
      isNew: basedOn === null,
    })),
    modules: modules.map(line),
    retired: retired.map(line),
    justRetired: named(query.get('retired')) && query.get('retired'),
    told: named(query.get('retired') ?? query.get('back') ?? query.get('published')),
    what: ['retired', 'back', 'published'].find((key) => query.has(key)) ?? null,
  })
}

export const meta = titled(() => m.training_author_title())

export default function Modules() {
  const { drafts, modules, retired, justRetired, told, what } = useLoaderData<typeof loader>()
  return (
    <Page title={m.training_author_title()} eyebrow={m.hr_title()} lead={m.training_author_lead()}>
      {told && (
        <Notice look="good" live="status">
          <p>
            {what === 'retired'
              ? m.training_author_retired({ title: isolated(told) })
              : what === 'back'
                ? m.training_author_is_back({ title: isolated(told) })
                : m.training_author_published({ title: isolated(told) })}
          </p>
          {justRetired && (
            <Form method="post" action={`/hr/training/module/${justRetired}/restore`}>
              <Button look="quiet">{m.training_author_undo()}</Button>
            </Form>
          )}
        </Notice>
      )}
      <Form method="post" action="/hr/training/begin" className="flex flex-wrap gap-3">
        <Button name="how" value="new">
          <Icon name="plus" />
          {m.training_author_new()}
        </Button>
        <ButtonLink to="/hr/training/import" look="second">
          {m.training_author_import()}
        </ButtonLink>
      </Form>
      {drafts.length > 0 && (
        <section className="space-y-2">
          <h2>{m.training_author_drafts()}</h2>
          <ul className="divide-y divide-line border-y border-line">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <LinkRow to={`/hr/training/${draft.id}`}>
                  <bdi className="block font-medium">{draft.title}</bdi>
                  <span className="block text-sm text-muted">
                    {draft.reading ? m.training_author_in_review() : m.training_author_in_writing()}
                  </span>
                </LinkRow>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="space-y-2">
        <h2>{m.training_author_offered()}</h2>
        <ul className="divide-y divide-line border-y border-line">
          {modules.map((module) => (
            <ModuleRow key={module.slug} module={module} />
          ))}
        </ul>
      </section>
      {retired.length > 0 && (
        <Fold label={m.training_author_retired_n({ n: retired.length })}>
          <ul className="divide-y divide-line">
            {retired.map((module) => (
              <li key={module.slug} className="flex flex-wrap items-center gap-x-3 py-2">
                <bdi className="flex min-h-11 flex-1 items-center">{module.title}</bdi>
                <Form method="post" action={`/hr/training/module/${module.slug}/restore`}>
                  <Button look="quiet">
                    {m.training_author_bring_back()}
                    <span className="sr-only">{module.title}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </Page>
  )
}

function isolated(title: string): string {
  return `\u2068${title}\u2069`
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

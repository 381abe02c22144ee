import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ChangeList } from '../../training/authoring/change-list.tsx'
import { changesOf } from '../../training/authoring/difference.server.ts'
import { draftOf } from '../../training/authoring/draft.ts'
import { versionsOf } from '../../training/authoring/version.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const slug = params.slug ?? ''
  const versions = await versionsOf(context.db, slug)
  const asked = Number(new URL(request.url).searchParams.get('version'))
  const at = Math.max(
    0,
    versions.findIndex(({ module }) => module.plan.version === asked),
  )
  const shown = versions[at]
  if (!shown) throw notFound()
  const before = versions[at + 1]
  return json({
    slug,
    title: shown.module.texts[me.locale].title,
    version: shown.module.plan.version,
    versions: versions.map(({ module, by, at }) => ({ version: module.plan.version, by, at })),
    before: before?.module.plan.version ?? null,
    changes: before && changesOf(draftOf(before.module), draftOf(shown.module), me.locale),
    timeZone: context.company.timeZone,
  })
}

export const meta = titled(({ title }: { title: string }) => title)

export default function Versions() {
  const { slug, title, version, versions, before, changes, timeZone } =
    useLoaderData<typeof loader>()
  return (
    <Page title={<bdi>{title}</bdi>} eyebrow={m.training_author_title()}>
      <ul className="divide-y divide-line border-y border-line">
        {versions.map((one) => (
          <li key={one.version}>
            <Link
              to={`?version=${one.version}`}
              aria-current={one.version === version ? 'page' : undefined}
              className="flex min-h-12 flex-wrap items-center gap-x-2 py-2 hover:text-accent aria-[current]:font-semibold"
            >
              {m.training_author_version({ n: formatNumber(one.version) })}
              <span className="text-sm font-normal text-muted">
                {one.by === null || one.at === null
                  ? m.training_author_built_in()
                  : m.training_author_published_by({
                      name: `\u2068${one.by}\u2069`,
                      day: formatDay(one.at, timeZone),
                    })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <ButtonLink
        to={`/hr/training/module/${slug}/files.zip?version=${version}`}
        look="second"
        reloadDocument
        download
      >
        {m.training_author_export()}
      </ButtonLink>
      {changes && before !== null ? (
        <>
          <p className="text-lg text-muted">
            {m.training_author_changes_since({ n: formatNumber(before) })}
          </p>
          <ChangeList changes={changes} />
        </>
      ) : (
        <p className="text-muted">{m.training_author_first_version()}</p>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

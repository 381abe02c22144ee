import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import type { Action } from '../../audit/entry.ts'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { DraftActions, Turning } from '../../training/authoring/draft-actions.tsx'
import { DraftLists } from '../../training/authoring/draft-lists.tsx'
import { actOn, draftComments, draftPage } from '../../training/authoring/draft-page.server.ts'
import { draftById } from '../../training/authoring/draft.server.ts'
import { refusalWords, toldWords } from '../../training/authoring/told.ts'
import { PreviewFrame } from '../../training/authoring/preview-frame.tsx'
import { Talk } from '../../training/authoring/talk.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const stored = await draftById(context.db, params.id ?? '')
  if (!stored) throw notFound()
  const query = new URL(request.url).searchParams
  return json({
    id: stored.id,
    status: stored.status,
    revision: stored.revision,
    page: await draftPage(context.db, stored, me),
    comments: await draftComments(context.db, stored, me.locale),
    told: query.get('done'),
    commentFault: query.get('comment'),
    locale: me.locale,
    timeZone: context.company.timeZone,
  })
}

/** Steps of a draft that others rely on; what is written in it is kept by the draft itself. */
const NOTED: Record<string, Action> = {
  send: 'module.sent',
  back: 'module.returned',
  drop: 'module.dropped',
  'take-up': 'module.taken-up',
  publish: 'module.published',
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, now } = context
  const stored = await draftById(db, params.id ?? '')
  if (!stored) throw notFound()
  const sent = await request.formData()
  const revision = Number(sent.get('revision'))
  const step = String(sent.get('do') ?? '')
  const acted = await actOn(db, stored, step, revision, me, now())
  const action = NOTED[step]
  if (action && (acted.outcome === 'done' || acted.outcome === 'published')) {
    const subject = { kind: 'module', id: stored.module } as const
    const detail = acted.outcome === 'published' ? { version: acted.version } : {}
    await note(db, { by: me.id, action, subject, detail }, now())
  }
  switch (acted.outcome) {
    case 'published':
      return redirect(`/hr/training?published=${acted.module}`)
    case 'done':
      return redirect(
        `/hr/training/${stored.id}?done=${acted.told}${acted.to ? `#${acted.to}` : ''}`,
      )
    case 'faults':
      return json<Reply>({ faults: acted.faults, refused: null }, { status: 422 })
    case 'refused':
      return json<Reply>({ faults: [], refused: acted.why }, { status: 409 })
  }
}

interface Reply {
  faults: { section: string; message: string }[]
  refused: Parameters<typeof refusalWords>[0] | null
}

export const meta = titled(({ page }: { page: { title: string } }) => page.title)

export default function ADraft() {
  const { id, status, revision, page, comments, told, commentFault, locale, timeZone } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => {
    const faults = reply?.faults ?? []
    const rows = [page.rows.about, ...page.rows.screens, ...page.rows.questions]
    return rows.flatMap(({ section, name }) => {
      const own = faults.filter((fault) => fault.section === section)
      const [only] = own
      if (!only) return []
      const words = own.length === 1 ? only.message : m.training_author_left({ n: own.length })
      return [{ field: section, message: `${name} · ${words}` }]
    })
  }, [reply, page])
  const open = status === 'draft'
  return (
    <Page title={<bdi>{page.title}</bdi>} eyebrow={m.training_author_title()} wide>
      <ErrorSummary errors={errors} />
      {reply?.refused && (
        <Notice look="warn" live="alert">
          {refusalWords(reply.refused)}
        </Notice>
      )}
      {told && !reply && (
        <Notice look="good" live="status">
          {toldWords(told)}
        </Notice>
      )}
      <DraftActions status={status} revision={revision} page={page} />
      {open && <Turning undo={page.undo} redo={page.redo} />}
      <div className="grid gap-8 lg:grid-cols-[1fr_22.5rem]">
        <div className="min-w-0 space-y-8">
          <DraftLists id={id} page={page} open={open} />
          <Talk
            id={id}
            comments={comments}
            section=""
            named
            timeZone={timeZone}
            error={commentFault ? m.training_author_comment_empty() : undefined}
          />
          {open && (
            <Form method="post">
              <button
                name="do"
                value="drop"
                className="min-h-11 text-bad underline-offset-4 hover:underline"
              >
                {m.training_author_drop()}
              </button>
            </Form>
          )}
        </div>
        <div className="space-y-3">
          <PreviewFrame id={id} screen={1} locale={locale} />
          <ButtonLink to={`/hr/training/${id}/preview?lang=${locale}`} look="second">
            {m.training_author_preview_whole()}
          </ButtonLink>
          <ButtonLink to={`/hr/training/${id}/changes`} look="second">
            {m.training_author_changes()}
          </ButtonLink>
        </div>
      </div>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

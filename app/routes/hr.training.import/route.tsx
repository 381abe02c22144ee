import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { importDraft } from '../../training/authoring/draft.server.ts'
import { type FileFault, moduleIn } from '../../training/authoring/module-file.server.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { FileField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return null
}

interface Reply {
  fault: 'no-archive' | 'open' | null
  problems: FileFault[]
}

/** Begins a draft with the module of an archive: the next version of the module of that name, or a new one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const file = (await request.formData()).get('file')
  const refused = (reply: Reply) => json<Reply>(reply, { status: 422 })
  if (!(file instanceof File)) return refused({ fault: 'no-archive', problems: [] })
  const read = moduleIn(new Uint8Array(await file.arrayBuffer()), me.locale)
  if (!read) return refused({ fault: 'no-archive', problems: [] })
  if ('problems' in read) return refused({ fault: null, problems: read.problems })
  const now = context.now()
  const subject = { kind: 'module', id: read.module.plan.id } as const
  const begun = await noting(
    context.db,
    (trx) => importDraft(trx, read, me.id, now),
    (done) => (done === 'already-open' ? null : { by: me.id, action: 'module.imported', subject }),
    now,
  )
  if (begun === 'already-open') return refused({ fault: 'open', problems: [] })
  return redirect(`/hr/training/${begun.id}`)
}

export const meta = titled(() => m.training_author_import())

export default function Import() {
  const reply = useActionData() as Reply | undefined
  const errors = useMemo(() => (reply ? [{ field: 'file', message: wordsOf(reply) }] : []), [reply])
  return (
    <Page
      title={m.training_author_import()}
      eyebrow={m.training_author_title()}
      lead={m.training_author_import_lead()}
    >
      <ErrorSummary errors={errors} />
      {reply && reply.problems.length > 0 && (
        <ul className="space-y-3 rounded-xl bg-sunk p-4 text-sm">
          {reply.problems.map(({ file, line, place, message }, index) => (
            <li key={index} className="break-words">
              <bdi dir="ltr" className="font-medium">
                {file}:{line}
              </bdi>{' '}
              {place && (
                <bdi dir="ltr" className="text-muted">
                  {place}
                </bdi>
              )}
              <span className="block">{message}</span>
            </li>
          ))}
        </ul>
      )}
      <Form method="post" encType="multipart/form-data" className="space-y-6">
        <FileField
          id="file"
          name="file"
          accept=".zip,application/zip"
          label={m.training_author_import_file()}
          hint={m.training_author_import_hint()}
          choose={m.training_author_import_choose()}
          none={m.training_author_import_none()}
          error={errors[0]?.message}
        />
        <Button>{m.training_author_import_begin()}</Button>
      </Form>
    </Page>
  )
}

function wordsOf({ fault }: Reply): string {
  if (fault === 'open') return m.training_author_import_open()
  return fault ? m.training_author_import_no_archive() : m.training_author_import_faults()
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { dropImport } from '../../nps/import-run.server.ts'
import { waitingImport } from '../../nps/waiting.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/import/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { run } = await waitingImport(context, params.id)
  const { db, settings, now } = context
  if ((await dropImport(db, settings.dataDir, run.id, now())) === 'dropped') {
    const subject = { kind: 'import', id: String(run.id) } as const
    const detail = { name: run.source }
    await note(db, { by: me.id, action: 'import.dropped', subject, detail }, now())
  }
  return redirect(`/hr/import`)
}

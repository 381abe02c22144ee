import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { revokeDirectoryToken } from '../../people/directory/token.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'owner')
  return redirect('/owner/directory')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'owner')
  const name = String((await request.formData()).get('name') ?? '').replaceAll('\0', '')
  const outcome = await noting(
    context.db,
    (trx) => revokeDirectoryToken(trx, name),
    (done) =>
      done === 'revoked' ? { by: me.id, action: 'directory.revoked', detail: { name } } : null,
    context.now(),
  )
  if (outcome === 'unknown') throw notFound()
  return redirect('/owner/directory')
}

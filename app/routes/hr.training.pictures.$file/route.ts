import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { pictureAnswer } from '../../training/picture.server.ts'

/** Any picture of a module, for who writes and reads drafts. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return (await pictureAnswer(context.db, params.file ?? '', request)) ?? notFound()
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { showsPicture } from '../../training/module.server.ts'
import { pictureAnswer } from '../../training/picture.server.ts'

/** A picture of a module, for whoever may read the version it stands in. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const { slug = '', file = '' } = params
  const { db } = context
  if (!(await showsPicture(db, me.id, slug, file))) throw notFound()
  return (await pictureAnswer(db, file, request)) ?? notFound()
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { moduleArchive } from '../../training/authoring/module-file.server.ts'
import { versionsOf } from '../../training/authoring/version.server.ts'
import { picturesIn } from '../../training/picture.server.ts'

/** A published version as its four files of `content/modules`, in one archive. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const versions = await versionsOf(context.db, params.slug ?? '')
  const asked = Number(new URL(request.url).searchParams.get('version'))
  const found = versions.find(({ module }) => module.plan.version === asked) ?? versions[0]
  if (!found) throw notFound()
  const { id, version } = found.module.plan
  const pictures = await picturesIn(context.db, found.module.plan)
  return new Response(new Uint8Array(moduleArchive(found.module, pictures)), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${id}-${version}.zip"`,
    },
  })
}

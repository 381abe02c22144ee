import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireOwnDevice } from '../../auth/require.server.ts'
import { dataOf } from '../../rights/data.server.ts'
import { dataFile } from '../../rights/file.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  // A file would lie on the device for whoever comes next.
  const { me } = await requireOwnDevice(request, context)
  const { db, settings, company, now } = context
  const shares = await dataOf(db, me.id, settings.secret)
  const file = dataFile(shares, me, me.timeZone ?? company.timeZone, now())
  return new Response(new Uint8Array(file), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="my-data.zip"',
      'Cache-Control': 'no-store',
    },
  })
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { wallClock } from '../../i18n/zone.ts'
import { promisesRead } from '../../pulse/acting/promise.server.ts'
import { fileHeaders } from '../../pulse/results/export.server.ts'
import { unitPage } from '../../pulse/results/unit-page.server.ts'
import { wave } from '../../pulse/wave.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const { db, company, now } = context
  const found = await wave(db, params.waveId ?? '')
  const unit = new URL(request.url).searchParams.get('unit') ?? me.leads[0] ?? me.unitId
  const page = found && (await unitPage(db, found, unit, me.locale))
  if (!found || !page) throw notFound()
  const promises = await promisesRead(db, me, [page.unit.id])
  // The typesetter is large and seldom needed: the portal starts without it.
  const { unitPdf } = await import('../../pulse/results/unit-pdf.server.tsx')
  const file = await unitPdf({
    page,
    promises: promises.filter(({ waveId }) => waveId === found.id),
    wave: found,
    company,
    locale: me.locale,
    today: wallClock(now().getTime(), company.timeZone).slice(0, 10),
  })
  return new Response(new Uint8Array(file), { headers: fileHeaders(found, 'pdf') })
}

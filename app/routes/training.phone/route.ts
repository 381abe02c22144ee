import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { badRequest } from '../../http/respond.ts'
import { wallClock } from '../../i18n/zone.ts'
import { packFor, personOnPhone } from '../../training/phone/pack.server.ts'
import { itemsIn, receive } from '../../training/phone/receive.server.ts'

/** What a person may take along on their own phone. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const now = context.now()
  const today = wallClock(now.getTime(), context.company.timeZone).slice(0, 10)
  return json(await packFor(context.db, context.settings.secret, me, today, now))
}

/** What waited on a phone, once. Of another person's queue nothing is taken. */
export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const sent = await request.formData()
  const items = itemsIn(sent.get('items'))
  if (!items) throw badRequest()
  const person = personOnPhone(context.settings.secret, me.id)
  if (sent.get('person') !== person) return json({ person }, { status: 409 })

  const now = context.now()
  const today = wallClock(now.getTime(), context.company.timeZone).slice(0, 10)
  return json({ person, results: await receive(context.db, me.id, items, today, now) })
}

import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { keepMail, MAIL_KEPT, mailKept } from '../../mail/retention.server.ts'
import { KEPT, setRetention } from '../../nps/retention.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/privacy')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const form = await request.formData()
  const contactDays = KEPT.days.find((days) => String(days) === form.get('days'))
  const months = form.get('months')
  const wordsMonths = KEPT.months.find((one) => String(one) === months) ?? null
  // A choice that the page does not offer is nobody's.
  if (contactDays === undefined || (wordsMonths === null && months !== '')) {
    return redirect('/hr/privacy')
  }
  const now = context.now()
  const detail = { days: contactDays, ...(wordsMonths !== null && { months: wordsMonths }) }
  await noting(
    context.db,
    (trx) => setRetention(trx, { contactDays, wordsMonths }, me.id, now),
    () => ({ by: me.id, action: 'retention.customers', detail }),
    now,
  )
  const mailDays = MAIL_KEPT.find((days) => String(days) === form.get('mail'))
  if (mailDays !== undefined && mailDays !== (await mailKept(context.db))) {
    await noting(
      context.db,
      (trx) => keepMail(trx, mailDays),
      () => ({ by: me.id, action: 'retention.mail', detail: { days: mailDays } }),
      now,
    )
  }
  return redirect('/hr/privacy?saved')
}

import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { isSecure, visitor } from '../../auth/require.server.ts'
import { badRequest, safePath } from '../../http/respond.ts'
import { isLocale, LOCALES } from '../../i18n/locale.ts'
import { localeCookie } from '../../i18n/request-locale.server.ts'
import { setLocale } from '../../people/employee.server.ts'

export function loader() {
  return redirect('/')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const locale = form.get('locale')
  const inUse = context.company.locales ?? LOCALES
  if (!isLocale(locale) || !inUse.includes(locale)) throw badRequest()

  const { employee } = await visitor(request, context)
  if (employee) await setLocale(context.db, employee.id, locale)
  const { publicOrigin } = context.settings
  return redirect(safePath(form.get('to'), publicOrigin), {
    headers: { 'Set-Cookie': localeCookie(locale, isSecure(publicOrigin)) },
  })
}

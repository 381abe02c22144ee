import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { LOCALE_NAMES, LOCALES } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { company, keepCompany, speakers } from '../../people/company.server.ts'
import { LOGO_FAULTS } from '../../people/logo/logo.ts'
import { companyShown } from '../../people/company-shown.server.ts'
import { logo } from '../../people/logo/logo.server.ts'
import {
  companyFrom,
  companyTyped,
  EVENINGS,
  MORNINGS,
  type CompanyTyped,
} from '../../people/company.ts'
import { changesOf, fieldWords } from '../../people/company-words.server.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { CompanyFields } from './company-fields.tsx'
import { LOGO_WORDS, LogoSection } from './logo-section.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const { db, settings } = context
  const typed = companyTyped(await company(db))
  const counts = await speakers(db)
  const asked = new URL(request.url).searchParams
  const unfit = LOGO_FAULTS.find((one) => one === asked.get('logo')) ?? null
  const told = {
    ...{ typed, unfit, logo: await logo(db) },
    zones: [...new Set([typed.time_zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort(),
    evenings: EVENINGS,
    mornings: MORNINGS,
    languages: LOCALES.map((value) => ({
      ...{ value, label: LOCALE_NAMES[value] },
      hint: m.people_units_people({ n: counts[value] }, { locale }),
    })),
    address: settings.mailFrom ?? `zveno@${new URL(settings.publicOrigin).hostname}`,
    kept: asked.has('kept'),
  }
  return json(told, { status: unfit ? 422 : 200 })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db } = context
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 500)
  const typed: CompanyTyped = {
    ...{ name: text('name'), time_zone: text('time_zone'), sender: text('sender') },
    accent: text('accent'),
    ...{ quiet_from: text('quiet_from'), quiet_to: text('quiet_to') },
    ...{ cell: text('cell'), detail: text('detail') },
    locales: form.getAll('locales').join(','),
  }
  const read = companyFrom(typed)
  if (Array.isArray(read)) {
    const errors = read.map((field) => ({ field, message: fieldWords(field, me.locale) }))
    return json({ typed, errors }, { status: 422 })
  }
  const now = context.now()
  await db.transaction().execute(async (trx) => {
    const before = await company(trx)
    await keepCompany(trx, read)
    for (const { action: done, detail } of changesOf(before, await company(trx))) {
      await note(trx, { by: me.id, action: done, detail }, now)
    }
  })
  Object.assign(context.company, await companyShown(db))
  return redirect('/hr/company?kept')
}

export const meta = titled(() => m.people_company_title())

export default function CompanyPage() {
  const { typed, kept, unfit, logo, ...offers } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => {
    if (reply) return reply.errors
    return unfit ? [{ field: 'logo', message: LOGO_WORDS[unfit]() }] : []
  }, [reply, unfit])
  const logoError = errors.find(({ field }) => field === 'logo')?.message
  return (
    <Page
      title={m.people_company_title()}
      eyebrow={<Link to="/hr">{m.hr_title()}</Link>}
      lead={m.people_company_lead()}
    >
      <ErrorSummary errors={errors} />
      {kept && errors.length === 0 && (
        <Notice look="good" live="status">
          {m.people_company_kept()}
        </Notice>
      )}
      <Form method="post" className="space-y-8">
        <CompanyFields typed={reply?.typed ?? typed} errors={errors} {...offers} />
        <Button className="w-full sm:w-auto">{m.common_save()}</Button>
      </Form>
      <LogoSection logo={logo} name={typed.name} error={logoError} />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

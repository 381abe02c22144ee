import { json, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { CodeForm } from '../../training/certificates/code-form.tsx'
import { Page } from '../../ui/page.tsx'

/** For everybody: a code that was typed leads to its own page. */
export function loader({ request }: LoaderFunctionArgs) {
  const code = new URL(request.url).searchParams.get('code')?.trim()
  if (code) return redirect(`/verify/${encodeURIComponent(code.slice(0, 100))}`)
  return json({})
}

export const meta = titled(() => m.training_certificate_verify_title())

export default function Verify() {
  return (
    <Page title={m.training_certificate_verify_title()} lead={m.training_certificate_verify_lead()}>
      <CodeForm />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

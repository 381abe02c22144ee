import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { m } from '../i18n/messages.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'

/** What went wrong, as a sentence, and the way on. */
export function ErrorBoundary() {
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const { title, text } = sentence(status)
  return (
    <Page title={title}>
      <p>{text}</p>
      <ButtonLink to="/">{m.common_error_home()}</ButtonLink>
    </Page>
  )
}

function sentence(status: number): { title: string; text: string } {
  if (status === 403) return { title: m.common_error_403(), text: m.common_error_403_text() }
  if (status === 404) return { title: m.common_error_404(), text: m.common_error_404_text() }
  if (status === 410) return { title: m.common_error_410(), text: m.common_error_410_text() }
  if (status === 503) return { title: m.common_error_503(), text: m.common_error_503_text() }
  if (status < 500) return { title: m.common_error_400(), text: m.common_error_400_text() }
  return { title: m.common_error_500(), text: m.common_error_500_text() }
}

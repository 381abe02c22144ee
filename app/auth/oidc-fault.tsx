import { ButtonLink } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'

/** Why the company account opened nothing, in the words of oidc-words.server.ts. */
export interface FaultWords {
  title: string
  text: string
  /** Where to try again, and its words; null where that would change nothing. */
  again: { to: string; label: string } | null
  other: string
}

export function OidcFaultPage({ title, text, again, other }: FaultWords) {
  return (
    <Page title={title}>
      <Notice look="warn">{text}</Notice>
      {again && (
        <ButtonLink to={again.to} reloadDocument className="w-full sm:w-auto">
          {again.label}
        </ButtonLink>
      )}
      <ButtonLink to="/sign-in" look="second" className="w-full sm:w-auto">
        {other}
      </ButtonLink>
    </Page>
  )
}

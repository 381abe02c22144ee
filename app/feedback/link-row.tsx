import { Link } from '@remix-run/react'
import { m } from '../i18n/messages.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'

interface Props {
  label: string
  links: { to: string; text: string; here: boolean; count?: number }[]
  /** A filter under a row of tabs. */
  quiet?: boolean
}

/** Places or filters side by side, the present one marked; they live in the address. */
export function LinkRow({ label, links, quiet }: Props) {
  return (
    <nav aria-label={label}>
      <ul className={`flex flex-wrap ${quiet ? 'gap-2' : 'gap-x-5 border-b border-line'}`}>
        {links.map((link) => (
          <li key={link.to}>
            <Link
              to={link.to}
              preventScrollReset
              aria-current={link.here ? 'page' : undefined}
              className={quiet ? PILL : TAB}
            >
              {link.text}
              {link.count !== undefined && <span className="ms-1.5 text-muted">{link.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const TAB =
  '-mb-px inline-flex min-h-11 min-w-11 items-center justify-center border-b-[3px] border-transparent font-medium text-muted no-underline hover:text-ink aria-[current]:border-accent aria-[current]:text-ink'
const PILL =
  'inline-flex min-h-11 items-center rounded-full border border-line px-4 text-[0.9375rem] no-underline hover:border-edge aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:font-medium'

/** Newer and older, where there is more than a page. */
export function Pager({
  page,
  more,
  at,
}: {
  page: number
  more: boolean
  at: (page: number) => string
}) {
  if (page === 1 && !more) return null
  return (
    <nav aria-label={m.feedback_pages()} className="flex justify-between gap-3">
      {page > 1 ? (
        <ButtonLink look="second" to={at(page - 1)}>
          <Icon name="arrow-left" flip />
          {m.feedback_page_newer()}
        </ButtonLink>
      ) : (
        <span />
      )}
      {more && (
        <ButtonLink look="second" to={at(page + 1)}>
          {m.feedback_page_older()}
          <Icon name="arrow-right" flip />
        </ButtonLink>
      )}
    </nav>
  )
}

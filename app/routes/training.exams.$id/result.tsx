import { Link } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

interface Props {
  id: string
  name: string
  result: {
    passed: boolean
    title: string
    score: string
    on: string
    next: string
    certificate: string | null
    again: { slug: string; title: string }[]
  }
}

/** What came of a sitting: what comes next, and where another look is worth it. */
export function Result({ id, name, result }: Props) {
  const { passed, title, score, on, next, certificate, again } = result
  return (
    <Page title={title} eyebrow={name}>
      <Notice look={passed ? 'good' : 'info'} live="status">
        <p className="text-lg font-semibold">{score}</p>
        {!passed && <p>{m.training_exam_result_needed()}</p>}
        <p>{next}</p>
        <p className="text-sm text-muted">{on}</p>
      </Notice>
      {certificate && (
        <ButtonLink to={`/training/certificates/${certificate}`} className="w-full sm:w-auto">
          {m.training_exam_open()}
        </ButtonLink>
      )}
      {again.length > 0 && (
        <section aria-labelledby="again">
          <h2 id="again">{m.training_exam_look_again()}</h2>
          <ul className="mt-2 divide-y divide-line border-y border-line">
            {again.map(({ slug, title: module }) => (
              <li key={slug}>
                <LinkRow to={`/training/${slug}`} icon="book-open">
                  {module}
                </LinkRow>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="flex flex-wrap gap-x-6">
        <Link to={`/training/exams/${id}?question=1`} className="flex min-h-11 items-center">
          {m.training_exam_read()}
        </Link>
        <Link to="/training/certificates" className="flex min-h-11 items-center">
          {m.training_exam_back()}
        </Link>
      </p>
    </Page>
  )
}

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { certificateProgress } from '../../training/certificates/standing.server.ts'
import { pathName, progressWords } from '../../training/certificates/words.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page, Sheet } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const { timeZone } = context.company
  const today = wallClock(context.now().getTime(), timeZone).slice(0, 10)
  const all = await certificateProgress(context.db, me, timeZone, today)
  const l = { locale: me.locale }
  const refused = new URL(request.url).searchParams.get('exam')
  return json({
    refused:
      refused === 'not-yet'
        ? m.training_exam_not_yet({}, l)
        : refused === 'too-few'
          ? m.training_exam_too_few({}, l)
          : null,
    paths: all.map(({ progress, missing }) => ({
      ...progress,
      name: pathName(progress.path, me.locale),
      words: progressWords(progress, me.locale),
      missing: missing.map(({ plan, texts }) => ({
        slug: plan.id,
        title: texts[me.locale].title,
      })),
      sittings: progress.sittings.map(({ id, on, passed }) => ({
        id,
        day: formatDay(on, 'UTC', me.locale),
        said: passed ? m.training_exam_result_passed({}, l) : m.training_exam_result_open({}, l),
      })),
      goes: goOn(progress.state.is, progress.sitting, l),
    })),
    rules: [
      m.training_exam_rule_modules({}, l),
      m.training_exam_rule_exam({}, l),
      m.training_exam_rule_twice({}, l),
      m.training_exam_rule_private({}, l),
    ],
  })
}

function goOn(state: string, sitting: 1 | 2, l: { locale: 'en' | 'ru' | 'he' }): string {
  if (state === 'open') return m.training_exam_go_on({}, l)
  if (state === 'certified') return m.training_exam_open({}, l)
  return sitting === 1 ? m.training_exam_start_1({}, l) : m.training_exam_start_2({}, l)
}

export const meta = titled(() => m.training_exam_title())

export default function Certificates() {
  const { paths, rules, refused } = useLoaderData<typeof loader>()
  return (
    <Page title={m.training_exam_title()} lead={m.training_exam_lead()}>
      {refused && <Notice live="status">{refused}</Notice>}
      {paths.map((path) => (
        <PathSheet key={path.path} path={path} />
      ))}
      <section aria-labelledby="rules">
        <h2 id="rules">{m.training_exam_rules()}</h2>
        <ul className="prose mt-2 list-disc space-y-2 ps-5">
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </section>
    </Page>
  )
}

type PathView = ReturnType<typeof useLoaderData<typeof loader>>['paths'][number]

function PathSheet({
  path: { path, name, words, state, passed, of, missing, sittings, goes, revoked },
}: {
  path: PathView
}) {
  return (
    <Sheet className="space-y-4">
      <h2>{name}</h2>
      {revoked && (
        <Notice look="warn">
          <p>
            {m.training_exam_revoked({
              day: formatDay(revoked.on),
              reason: `\u2068${revoked.reason}\u2069`,
            })}
          </p>
          <p>{m.training_exam_revoked_again()}</p>
        </Notice>
      )}
      <p id={`${path}-words`}>{words}</p>
      {state.is === 'learning' && (
        <progress value={passed} max={of} aria-labelledby={`${path}-words`} />
      )}
      {state.is === 'ready' && (
        <Form method="post" action="/training/exams?index">
          <Button name="path" value={path} className="w-full sm:w-auto">
            {goes}
          </Button>
        </Form>
      )}
      {state.is === 'open' && (
        <ButtonLink to={`/training/exams/${state.exam}`} className="w-full sm:w-auto">
          {goes}
          <Icon name="arrow-right" flip />
        </ButtonLink>
      )}
      {state.is === 'certified' && (
        <ButtonLink to={`/training/certificates/${state.certificate}`} className="w-full sm:w-auto">
          {goes}
        </ButtonLink>
      )}
      {state.is === 'learning' && missing.length > 0 && (
        <div>
          <h3>{m.training_exam_missing()}</h3>
          <ul className="divide-y divide-line">
            {missing.map(({ slug, title }) => (
              <li key={slug}>
                <LinkRow to={`/training/${slug}`} icon="book-open">
                  {title}
                </LinkRow>
              </li>
            ))}
          </ul>
        </div>
      )}
      {sittings.length > 0 && (
        <div>
          <h3>{m.training_exam_sittings()}</h3>
          <ul className="divide-y divide-line">
            {sittings.map(({ id, day, said }) => (
              <li key={id}>
                <LinkRow to={`/training/exams/${id}`}>
                  <span className="block font-medium">{day}</span>
                  <span className="block text-sm text-muted">{said}</span>
                </LinkRow>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

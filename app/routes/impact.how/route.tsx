import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Fragment } from 'react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { DATA_FILES } from '../../impact/data.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { formulas } from './formulas.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const options = { locale: me.locale }
  return json({
    formulas: formulas(me.locale),
    lead: m.impact_how_lead({}, options),
    data: {
      title: m.impact_how_data({}, options),
      text: m.impact_how_data_text({}, options),
      hrAlone: me.roles.includes('hr') ? null : m.impact_how_data_pulse_hr({}, options),
      files: [
        { file: 'places.csv' as const, name: m.impact_how_data_places({}, options) },
        { file: 'quarters.csv' as const, name: m.impact_how_data_quarters({}, options) },
        { file: 'lesson.csv' as const, name: m.impact_how_data_lesson({}, options) },
        ...(me.roles.includes('hr')
          ? [{ file: 'pulse.csv' as const, name: m.impact_how_data_pulse({}, options) }]
          : []),
        { file: 'answers.csv' as const, name: m.impact_how_data_answers({}, options) },
      ].map((one) => ({ ...one, command: `npm run -s zveno -- ${DATA_FILES[one.file]}` })),
    },
  })
}

export const meta = titled(() => m.impact_how_title())

export default function How() {
  const { formulas, lead, data } = useLoaderData<typeof loader>()
  return (
    <Page title={m.impact_how_title()} eyebrow={m.impact_title()} lead={lead}>
      <div className="divide-y divide-line">
        {formulas.map(({ id, name, text, formula, not, source }) => (
          <section key={id} id={id} className="space-y-3 py-6 first:pt-0">
            <h2>{name}</h2>
            <p>{text}</p>
            {formula && (
              <p dir="ltr" className="rounded-xl bg-sunk p-4 text-left whitespace-pre-line">
                {formula}
              </p>
            )}
            {not && (
              <p>
                <strong>{m.impact_how_not()}:</strong> {not}
              </p>
            )}
            {source && (
              <p className="text-sm text-muted">
                {m.impact_how_source()}: <bdi>{source}</bdi>
              </p>
            )}
          </section>
        ))}
      </div>
      <section id="data" className="space-y-4">
        <h2>{data.title}</h2>
        <p>{data.text}</p>
        <ul className="space-y-4">
          {data.files.map(({ file, name, command }) => (
            <li key={file} className="space-y-2">
              <a
                href={`/impact/data/${file}`}
                className="inline-flex min-h-11 items-center gap-2 font-medium text-accent underline"
              >
                <Icon name="download" />
                {name}
              </a>
              <p dir="ltr" className="rounded-xl bg-sunk p-4 text-left break-words">
                <code>
                  {/* A line may end between two words, and not within "--by". */}
                  {command.split(' ').map((word, at) => (
                    <Fragment key={at}>
                      {at > 0 && ' '}
                      <span className="whitespace-nowrap">{word}</span>
                    </Fragment>
                  ))}
                </code>
              </p>
            </li>
          ))}
        </ul>
        {data.hrAlone && <p className="text-sm text-muted">{data.hrAlone}</p>}
      </section>
      <ButtonLink to="/impact" look="second">
        {m.impact_how_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { figuresPage } from '../../training/figures/page.server.ts'
import { InlineText } from '../../training/text.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Page } from '../../ui/page.tsx'
import { FigureLines, WordingTable } from './figure-lines.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const version = Number(/^\d{1,6}$/.exec(params.version ?? '')?.[0] ?? 0)
  const page = await figuresPage(context.db, params.slug ?? '', version, me.locale)
  if (!page) throw notFound()
  return json({ ...page, version })
}

export const meta = titled(({ name }: { name: string }) => name)

export default function Question() {
  const { name, version, questions, countedOn } = useLoaderData<typeof loader>()
  return (
    <Page
      title={name}
      eyebrow={`${m.training_figures_title()} · ${m.training_figures_version({ n: version })}`}
      lead={m.training_figures_lead()}
    >
      {questions.map(({ question, figure, wordings }, i) => (
        <section key={question} aria-labelledby={`q-${question}`} className="space-y-3">
          <h2 id={`q-${question}`}>{m.training_figures_question({ n: i + 1 })}</h2>
          <p>
            <InlineText nodes={wordings[0]?.prompt ?? []} />
          </p>
          {figure ? (
            <>
              <FigureLines figure={figure} />
              <Fold label={m.training_figures_wordings()}>
                <div className="space-y-6 pt-2">
                  {wordings.map((one, at) => (
                    <WordingTable key={one.wording} {...one} number={at + 1} />
                  ))}
                </div>
              </Fold>
            </>
          ) : (
            <p className="text-muted">{m.training_figures_few()}</p>
          )}
        </section>
      ))}
      <Fold label={m.training_figures_how()}>
        <div className="space-y-2 pt-2 text-muted">
          {countedOn && <p>{m.training_figures_counted({ day: formatDay(countedOn) })}</p>}
          <p>{m.training_figures_how_right()}</p>
          <p>{m.training_figures_how_apart()}</p>
        </div>
      </Fold>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

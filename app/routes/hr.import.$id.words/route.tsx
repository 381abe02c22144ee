import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { worthsFrom } from '../../nps/choice.ts'
import { chooseColumns } from '../../nps/import-run.server.ts'
import { scoreWords } from '../../nps/inspect.server.ts'
import { allLeftOut, sitesToName } from '../../nps/next-step.server.ts'
import { scaleOf, shownWorth } from '../../nps/score.ts'
import { waitingImport } from '../../nps/waiting.server.ts'
import { WorthField } from '../../nps/worth-field.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { run, file } = await waitingImport(context, params.id)
  const column = run.choice?.mapping.score
  if (!run.choice || column === undefined) throw redirect(`/hr/import/${run.id}/columns`)
  const words = await scoreWords(file, column, run.encoding ?? undefined)
  if (words === 'no-scale') throw redirect(`/hr/import/${run.id}/columns`)
  const said = scaleOf(run.choice.words)
  return json({ column, words: words.map((word) => ({ word, worth: shownWorth(word, said) })) })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { run, file } = await waitingImport(context, params.id)
  const column = run.choice?.mapping.score
  if (!run.choice || column === undefined) return redirect(`/hr/import/${run.id}/columns`)
  const words = await scoreWords(file, column, run.encoding ?? undefined)
  if (words === 'no-scale') return redirect(`/hr/import/${run.id}/columns`)
  const worths = worthsFrom(await request.formData(), words)
  if ('missing' in worths && typeof worths.missing === 'string') {
    return json({ index: words.indexOf(worths.missing), word: worths.missing }, { status: 422 })
  }
  const choice = {
    ...run.choice,
    words: { ...run.choice.words, ...(worths as typeof run.choice.words) },
  }
  const outcome = await chooseColumns(context.db, run.id, choice)
  const sites = await sitesToName(context.db, file, run, choice)
  const named = sites !== 'too-many' && allLeftOut(sites, choice)
  const step = named ? '/check' : '/sites'
  return redirect(`/hr/import/${run.id}${outcome === 'chosen' ? step : ''}`)
}

export const meta = titled(() => m.nps_words_title())

export default function Words() {
  const { column, words } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () =>
      reply
        ? [{ field: `worth-${reply.index}`, message: m.nps_words_missing({ word: reply.word }) }]
        : [],
    [reply],
  )
  return (
    <Page title={m.nps_words_title()} lead={m.nps_words_lead({ column })}>
      <ErrorSummary errors={errors} />
      <p className="text-muted">{m.nps_words_hint()}</p>
      <Form method="post" className="space-y-5">
        {words.map(({ word, worth }, index) => (
          <WorthField
            key={word}
            {...{ index, word, worth }}
            none={m.nps_words_choose()}
            error={errors.find(({ field }) => field === `worth-${index}`)?.message}
          />
        ))}
        <Button className="w-full sm:w-auto">{m.nps_map_look()}</Button>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

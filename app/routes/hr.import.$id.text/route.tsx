import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { chooseEncoding } from '../../nps/import-run.server.ts'
import { ENCODINGS, readings } from '../../nps/readings.server.ts'
import { waitingImport } from '../../nps/waiting.server.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const { run, file } = await waitingImport(context, params.id)
  const names = {
    'utf-8': m.nps_text_utf,
    'windows-1252': m.nps_text_western,
    'windows-1251': m.nps_text_cyrillic,
    'windows-1255': m.nps_text_hebrew,
  }
  const { guess, texts } = await readings(file)
  return json({
    from: `${run.source} · ${run.fileName}`,
    chosen: run.encoding ?? guess,
    choices: texts.map(({ encoding, text }) => ({
      ...{ encoding, text },
      name: names[encoding]({}, { locale }),
    })),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { run } = await waitingImport(context, params.id)
  const asked = (await request.formData()).get('encoding')
  const encoding = ENCODINGS.find((one) => one === asked)
  if (!encoding) return json({ missing: true }, { status: 422 })
  const outcome = await chooseEncoding(context.db, run.id, encoding)
  return redirect(`/hr/import/${run.id}${outcome === 'chosen' ? '/columns' : ''}`)
}

export const meta = titled(() => m.nps_text_title())

export default function Text() {
  const { from, chosen, choices } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const first = choices[0]?.encoding ?? 'utf-8'
  const errors = useMemo(
    () => (reply ? [{ field: `encoding-${first}`, message: m.nps_text_missing() }] : []),
    [reply, first],
  )
  return (
    <Page title={m.nps_text_title()} eyebrow={<bdi>{from}</bdi>} lead={m.nps_text_lead()}>
      <ErrorSummary errors={errors} />
      <Form method="post" className="space-y-6">
        <fieldset className="space-y-3">
          <legend className="mb-2 font-medium">{m.nps_text_choice()}</legend>
          {choices.map(({ encoding, name, text }) => (
            <label key={encoding} className="choice">
              <input
                id={`encoding-${encoding}`}
                type="radio"
                name="encoding"
                value={encoding}
                defaultChecked={encoding === chosen}
              />
              <span className="min-w-0 space-y-1">
                <span className="block text-muted">{name}</span>
                {text.map((line, index) => (
                  <span key={index} dir="auto" className="block break-words">
                    {line}
                  </span>
                ))}
              </span>
            </label>
          ))}
        </fieldset>
        <Button className="w-full sm:w-auto">{m.nps_text_go()}</Button>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

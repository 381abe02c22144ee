import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { shownWorth } from '../../nps/score.ts'
import { askedWebhook } from '../../nps/webhooks/asked.server.ts'
import { nameWords, wordsAsked } from '../../nps/webhooks/words-asked.server.ts'
import { wordsSaid } from '../../nps/webhooks/words-said.ts'
import { WorthField } from '../../nps/worth-field.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const hook = await askedWebhook(context.db, params.id)
  const asked = await wordsAsked(context.db, context.settings.secret, hook)
  if (asked.length === 0 && hook.scale.size === 0) throw redirect(`/hr/webhooks/${hook.id}`)
  const shown = (word: string) => ({ word, worth: shownWorth(word, hook.scale) })
  return json({
    ...{ id: hook.id, source: hook.source.name },
    asked: asked.map(({ word, rows }) => ({ ...shown(word), rows })),
    known: [...hook.scale.keys()].map(shown),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, settings } = context
  const hook = await askedWebhook(db, params.id)
  const asked = (await wordsAsked(db, settings.secret, hook)).map(({ word }) => word)
  const said = wordsSaid(await request.formData(), [...asked, ...hook.scale.keys()])
  await nameWords(db, settings.secret, hook, said, context.now())
  const subject = { kind: 'webhook', id: hook.id } as const
  const detail = { name: hook.source.name }
  await note(db, { by: me.id, action: 'webhook.words', subject, detail }, context.now())
  return redirect(`/hr/webhooks/${hook.id}?saved`)
}

export const meta = titled(() => m.nps_words_title())

export default function Words() {
  const { id, source, asked, known } = useLoaderData<typeof loader>()
  return (
    <Page title={m.nps_words_title()} lead={m.nps_hooks_words_lead({ source })}>
      <p className="text-muted">{m.nps_words_hint()}</p>
      <Form method="post" className="space-y-5">
        {asked.map(({ word, worth, rows }, index) => (
          <div key={word}>
            <input type="hidden" name={`word-${index}`} value={word} />
            <WorthField
              {...{ index, word, worth }}
              none={m.nps_hooks_sites_later()}
              hint={m.nps_hooks_sites_rows({ n: rows })}
            />
          </div>
        ))}
        {known.length > 0 && (
          <fieldset className="space-y-5">
            <legend className="font-medium">{m.nps_hooks_words_known()}</legend>
            {known.map(({ word, worth }, place) => (
              <div key={word}>
                <input type="hidden" name={`word-${asked.length + place}`} value={word} />
                <WorthField index={asked.length + place} {...{ word, worth }} />
              </div>
            ))}
          </fieldset>
        )}
        <div className="flex flex-wrap gap-3">
          <Button className="w-full sm:w-auto">
            {asked.length > 0 ? m.nps_hooks_sites_go() : m.nps_hooks_fields_save()}
          </Button>
          <ButtonLink to={`/hr/webhooks/${id}`} look="quiet">
            {m.nps_hooks_back()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

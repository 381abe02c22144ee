import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay, formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { freeUntil, heldSince } from '../../people/directory/brake.server.ts'
import {
  directoryTokens,
  makeDirectoryToken,
  NAME_MOST,
} from '../../people/directory/token.server.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { Brake } from './brake.tsx'

interface Reply {
  /** Shown this once. */
  token: string | null
  typed: string
  errors: { field: string; message: string }[]
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'owner')
  const { db, settings } = context
  const now = context.now()
  return json({
    tokens: await directoryTokens(db),
    held: await heldSince(db, now),
    free: await freeUntil(db, now),
    most: NAME_MOST,
    address: `${settings.publicOrigin}/scim/v2`,
    timeZone: context.company.timeZone,
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'owner')
  const { db } = context
  const sent = (await request.formData()).get('name')
  const typed = String(sent ?? '').slice(0, 500)
  const name = typed.replace(/\s+/gu, ' ').trim()
  const refused = (message: string) =>
    json<Reply>({ token: null, typed, errors: [{ field: 'name', message }] }, { status: 422 })
  const l = { locale: me.locale }
  if (name === '' || name.length > NAME_MOST || /\p{Cc}/u.test(name)) {
    return refused(m.people_directory_name_wrong({ n: NAME_MOST }, l))
  }
  const now = context.now()
  const made = await noting(
    db,
    (trx) => makeDirectoryToken(trx, name, now),
    (one) => (one === 'taken' ? null : { by: me.id, action: 'directory.made', detail: { name } }),
    now,
  )
  if (made === 'taken') return refused(m.people_directory_name_taken({}, l))
  return json<Reply>({ token: made.token, typed: '', errors: [] })
}

export const meta = titled(() => m.people_directory_title())

export default function Directory() {
  const { tokens, held, free, most, address, timeZone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => reply?.errors ?? [], [reply])
  return (
    <Page
      title={m.people_directory_title()}
      eyebrow={<Link to="/owner">{m.common_nav_owner()}</Link>}
      lead={m.people_directory_lead()}
      wide
    >
      <ErrorSummary errors={errors} />
      {reply?.token && (
        <ShownOnce key={reply.token} said={m.people_directory_once()} words={reply.token} />
      )}
      <div>
        <h2 className="text-base">{m.people_directory_address()}</h2>
        <p dir="ltr" className="mt-2 rounded-xl bg-sunk p-4 font-medium break-all select-all">
          {address}
        </p>
      </div>
      {tokens.length === 0 ? (
        <Empty>{m.people_directory_none()}</Empty>
      ) : (
        <DataTable
          caption={m.people_directory_tokens()}
          quietCaption
          columns={[
            { key: 'name', label: m.people_directory_name() },
            { key: 'made', label: m.people_directory_made() },
            { key: 'used', label: m.people_directory_used() },
            { key: 'revoke', label: m.people_directory_revoke() },
          ]}
          rows={tokens.map(({ name, madeAt, usedAt }) => ({
            key: name,
            cells: {
              name: <bdi>{name}</bdi>,
              made: formatDay(madeAt, timeZone),
              used: usedAt === null ? m.people_directory_unused() : formatTime(usedAt, timeZone),
              revoke: (
                <Form method="post" action="/owner/directory/revoke">
                  <input type="hidden" name="name" value={name} />
                  <Button look="quiet" className="-mx-2">
                    {m.people_directory_revoke_button()}
                    <span className="sr-only">{name}</span>
                  </Button>
                </Form>
              ),
            },
          }))}
        />
      )}
      <section aria-labelledby="new" className="max-w-xl space-y-4">
        <h2 id="new">{m.people_directory_new()}</h2>
        <Form method="post" className="space-y-4">
          <TextField
            key={reply?.token}
            id="name"
            name="name"
            defaultValue={reply?.typed}
            label={m.people_directory_name()}
            hint={m.people_directory_name_hint()}
            error={errors[0]?.message}
            maxLength={most}
            dir="auto"
            autoComplete="off"
          />
          <Button className="w-full sm:w-auto">{m.people_directory_make()}</Button>
        </Form>
      </section>
      {(tokens.length > 0 || held !== null) && (
        <Brake held={held} free={free} timeZone={timeZone} />
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

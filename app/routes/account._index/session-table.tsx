import { Form } from '@remix-run/react'
import type { OwnSession } from '../../auth/own-sessions.server.ts'
import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'

/** Where I am signed in, and the way to end it: one device, or all but this. */
export function SessionTable({ sessions, timeZone }: { sessions: OwnSession[]; timeZone: string }) {
  return (
    <section aria-labelledby="devices" className="space-y-4">
      <h2 id="devices">{m.account_devices()}</h2>
      <DataTable
        caption={m.account_devices()}
        quietCaption
        columns={[
          { key: 'device', label: m.account_device() },
          { key: 'seen', label: m.account_device_seen() },
          { key: 'since', label: m.account_device_since() },
          { key: 'end', label: m.account_device_end() },
        ]}
        rows={sessions.map((one) => ({
          key: one.id,
          cells: {
            device: <bdi>{one.device || m.account_device_unknown()}</bdi>,
            seen: formatTime(one.seenAt, timeZone),
            since: formatTime(one.createdAt, timeZone),
            end: one.here ? (
              <strong>{m.account_device_here()}</strong>
            ) : (
              <Form method="post" action="/account/sessions/end">
                <Button look="quiet" className="-mx-2" name="session" value={one.id}>
                  {m.account_device_end()}
                  <span className="sr-only">{one.device || m.account_device_unknown()}</span>
                </Button>
              </Form>
            ),
          },
        }))}
      />
      {sessions.length > 1 && (
        <Form method="post" action="/account/sessions/end">
          <Button look="second" className="w-full sm:w-auto" name="session" value="others">
            {m.account_device_end_all()}
          </Button>
        </Form>
      )}
    </section>
  )
}

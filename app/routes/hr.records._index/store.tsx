import { Form } from '@remix-run/react'
import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { StoreState } from '../../training/records/push.server.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/page.tsx'

const apart = (words: string) => `\u2068${words}\u2069`

/** How sending to the record store goes. */
export function Store({ store, timeZone }: { store: StoreState | null; timeZone: string }) {
  return (
    <Sheet className="max-w-3xl space-y-3">
      <h2>{m.training_records_store()}</h2>
      {!store && <p className="text-muted">{m.training_records_store_none()}</p>}
      {store && (
        <>
          <p>{m.training_records_store_host({ host: apart(store.host) })}</p>
          <p>{m.training_records_store_counts({ sent: store.sent, waiting: store.waiting })}</p>
          {store.sentAt !== null && (
            <p className="text-muted">
              {m.training_records_store_last({ time: formatTime(store.sentAt, timeZone) })}
            </p>
          )}
          {store.trouble && (
            <Notice look="warn">
              {m.training_records_store_trouble({
                words: apart(store.trouble.words),
                time: formatTime(store.trouble.nextAt, timeZone),
              })}
            </Notice>
          )}
          {store.refused && (
            <Notice look="warn">
              {m.training_records_store_refused({
                n: store.refused.n,
                words: apart(store.refused.words),
              })}
            </Notice>
          )}
          <Form method="post" action="/hr/records/send">
            <Button look="second">{m.training_records_store_now()}</Button>
          </Form>
        </>
      )}
    </Sheet>
  )
}

import { Form } from '@remix-run/react'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { signLabel } from '../labels.tsx'
import type { ThanksView } from './thanks.server.ts'

interface Props {
  thanks: ThanksView[]
  way: 'got' | 'gave'
  timeZone: string
}

/** Lines between two people, each with what its reader may do about it. */
export function ThanksList({ thanks, way, timeZone }: Props) {
  return (
    <ul className="mt-3 space-y-3">
      {thanks.map((one) => (
        <li key={one.id} className="rounded-2xl border border-line bg-raised p-4">
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
            <bdi className="text-base font-semibold text-ink" id={`who-${one.id}`}>
              {one.name}
            </bdi>
            {formatDay(one.sentAt, timeZone)}
            {one.reported && <span>{m.feedback_thanks_reported_mark()}</span>}
          </p>
          <p className="mt-1 flex items-center gap-2">
            <Icon name="heart-handshake" className="size-5 text-accent" />
            {signLabel[one.sign]()}
          </p>
          {one.words && (
            <p className="mt-1 break-words" dir="auto">
              {one.words}
            </p>
          )}
          <div className="mt-2 flex flex-wrap items-start gap-x-4">
            <Form method="post" action={`/feedback/thanks/${one.id}/remove`}>
              <Button look="quiet" aria-describedby={`who-${one.id}`}>
                {m.feedback_thanks_remove()}
              </Button>
            </Form>
            {way === 'got' && !one.reported && (
              <Form method="post" action={`/feedback/thanks/${one.id}/report`}>
                <Button look="quiet" aria-describedby={`who-${one.id}`}>
                  {m.feedback_thanks_report()}
                </Button>
              </Form>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

import { Form } from '@remix-run/react'
import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

interface Props {
  /** Since when people who should leave are held back. */
  held: number | null
  /** Until when as many may leave as the directory says. */
  free: number | null
  timeZone: string
}

/** What keeps a directory from letting everybody leave, and the way past it for a day. */
export function Brake({ held, free, timeZone }: Props) {
  const apart = (when: number) => `\u2068${formatTime(when, timeZone)}\u2069`
  return (
    <section aria-labelledby="brake" className="max-w-xl space-y-4">
      <h2 id="brake">{m.people_directory_brake()}</h2>
      <p className="text-muted">{m.people_directory_brake_text()}</p>
      {held !== null && (
        <Notice look="warn">{m.people_directory_held({ time: apart(held) })}</Notice>
      )}
      {free === null ? (
        <Form method="post" action="/owner/directory/release">
          <Button look="danger" className="w-full sm:w-auto">
            {m.people_directory_release()}
          </Button>
        </Form>
      ) : (
        <Notice>{m.people_directory_free({ time: apart(free) })}</Notice>
      )}
    </section>
  )
}

import { m } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'

export interface Reach {
  text: string
  kind: 'email' | 'phone' | 'other'
  /** What to send after the close, with the customer's own link; null while the case is open, and once it is answered. */
  ask: { words: string; subject: string; address: string } | null
}

const BUTTON =
  'inline-flex min-h-12 items-center gap-2 rounded-xl border-[1.5px] border-edge bg-raised px-5 font-medium no-underline hover:border-ink'

/** How to reach the customer, for who handles the case alone. */
export function Contact({ reach }: { reach: Reach }) {
  const { text, kind, ask } = reach
  const body = ask ? encodeURIComponent(`${ask.words}\n${ask.address}`) : ''
  const mail = `mailto:${encodeURIComponent(text)}${ask ? `?subject=${encodeURIComponent(ask.subject)}&body=${body}` : ''}`
  const number = text.replaceAll(/[^\d+]/g, '')
  return (
    <section aria-labelledby="contact" className="space-y-3 rounded-2xl bg-accent-soft p-4">
      <h2 id="contact" className="text-base">
        {ask ? m.nps_cases_ask() : m.nps_cases_contact()}
      </h2>
      <p className="text-lg font-semibold break-words">
        <bdi dir={kind === 'other' ? 'auto' : 'ltr'}>{text}</bdi>
      </p>
      {ask && (
        <>
          <p>{m.nps_cases_ask_text()}</p>
          <p className="rounded-xl bg-raised p-3 text-sm break-all select-all" dir="ltr">
            {ask.address}
          </p>
        </>
      )}
      <p className="flex flex-wrap gap-3">
        {kind === 'email' && (
          <a href={mail} className={BUTTON}>
            <Icon name="send" flip />
            {m.nps_cases_write()}
          </a>
        )}
        {kind === 'phone' && (
          <>
            {!ask && (
              <a href={`tel:${number}`} className={BUTTON}>
                {m.nps_cases_call()}
              </a>
            )}
            <a href={`sms:${number}${ask ? `?body=${body}` : ''}`} className={BUTTON}>
              <Icon name="send" flip />
              {m.nps_cases_write()}
            </a>
          </>
        )}
      </p>
    </section>
  )
}

import { signLabel } from '../../feedback/labels.tsx'
import { m } from '../../i18n/messages.ts'
import { LinkRow } from '../../ui/link-row.tsx'
import type { Today } from './today.server.ts'

/** Who thanks me, until I have read it. */
export function ThanksRows({ thanks }: { thanks: Today['thanks'] }) {
  return (
    <section>
      <h2>{m.feedback_thanks_today_title()}</h2>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {thanks.map((one) => (
          <li key={one.id}>
            <LinkRow to="/feedback/thanks" icon="heart-handshake">
              <span className="block font-medium">
                {m.feedback_thanks_today({ name: one.name })}
              </span>
              <span className="block text-sm text-muted">{signLabel[one.sign]()}</span>
            </LinkRow>
          </li>
        ))}
      </ul>
    </section>
  )
}

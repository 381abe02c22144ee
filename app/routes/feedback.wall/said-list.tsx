import { Form } from '@remix-run/react'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { Band } from '../../nps/wall/wall.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { SaidCard } from './wall-page.server.ts'

const HEADINGS: Record<Band, () => string> = {
  praise: () => m.nps_wall_praise(),
  middling: () => m.nps_wall_middling(),
  low: () => m.nps_wall_low(),
}

/** What customers wrote, a heading where the next band begins, each with its one thing to do. */
export function SaidList({ said, siteId }: { said: SaidCard[]; siteId: string }) {
  const bands = [...new Set(said.map(({ band }) => band))]
  return bands.map((band) => (
    <section key={band} aria-labelledby={band}>
      <h2 id={band}>{HEADINGS[band]()}</h2>
      <ul className="mt-3 space-y-3">
        {said
          .filter((one) => one.band === band)
          .map((one) => (
            <li key={one.id} className="rounded-2xl border border-line bg-raised p-4">
              <Words one={one} />
              <Deed one={one} siteId={siteId} />
            </li>
          ))}
      </ul>
    </section>
  ))
}

function Words({ one }: { one: SaidCard }) {
  return (
    <div id={`said-${one.id}`}>
      {one.why && (
        <blockquote className="text-lg break-words whitespace-pre-line" dir="auto">
          {one.why}
        </blockquote>
      )}
      {one.improve && (
        <p className={one.why ? 'mt-2' : ''}>
          <span className="block text-sm text-muted">{m.nps_wall_ten()}</span>
          <span className="block break-words whitespace-pre-line" dir="auto">
            {one.improve}
          </span>
        </p>
      )}
      <p className="mt-2 flex flex-wrap gap-x-3 text-sm text-muted">
        <span>{one.place ? <bdi>{one.place}</bdi> : m.nps_wall_visit()}</span>
        <span>{formatDay(one.answeredOn)}</span>
        <span>{m.nps_wall_score({ score: one.score })}</span>
      </p>
    </div>
  )
}

function Deed({ one: { id, deed }, siteId }: { one: SaidCard; siteId: string }) {
  const about = `said-${id}`
  if (deed.kind === 'wish') {
    return (
      <Form method="post" className="mt-3">
        <input type="hidden" name="answer" value={id} />
        <input type="hidden" name="unit" value={siteId} />
        <Button look="second" aria-describedby={about}>
          <Icon name="lightbulb" />
          {m.nps_wall_wish()}
        </Button>
      </Form>
    )
  }
  const [to, icon, text] =
    deed.kind === 'thank'
      ? (['/feedback/thanks/new', 'heart-handshake', m.nps_wall_thank()] as const)
      : deed.kind === 'taken-up'
        ? ([deed.to, 'circle-check', m.nps_wall_taken_up()] as const)
        : ([deed.to, 'pencil', m.nps_wall_note()] as const)
  return (
    <ButtonLink look="second" to={to} className="mt-3">
      <Icon name={icon} />
      {text}
    </ButtonLink>
  )
}

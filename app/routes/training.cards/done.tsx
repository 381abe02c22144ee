import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { Streak } from '../../training/cards/streak.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Page } from '../../ui/page.tsx'

interface Props {
  /** A card was answered today. */
  practised: boolean
  /** The day of the next cards; null where there are none at all. */
  next: string | null
  streak: Streak
  notice: ReactNode
}

/** Nothing more to answer today: when the next ones come, and the shifts in a row. */
export function Done({ practised, next, streak, notice }: Props) {
  if (next === null)
    return (
      <Page title={m.training_cards_title()}>
        {notice}
        <Empty action={<ButtonLink to="/training">{m.training_cards_empty_go()}</ButtonLink>}>
          {m.training_cards_empty()}
        </Empty>
      </Page>
    )
  return (
    <Page
      title={practised ? m.training_cards_done() : m.training_cards_none()}
      lead={m.training_cards_when({ day: formatDay(next) })}
    >
      {notice}
      <p>{m.training_cards_five()}</p>
      <ButtonLink to="/" className="w-full sm:w-auto">
        {m.common_error_home()}
      </ButtonLink>
      <Shifts streak={streak} />
    </Page>
  )
}

function Shifts({ streak: { shifts, paused } }: { streak: Streak }) {
  return (
    <section aria-labelledby="shifts" className="space-y-3 border-t border-line pt-6">
      <h2 id="shifts">{m.training_cards_shifts_title()}</h2>
      {shifts > 0 && (
        <p className="text-2xl font-semibold">{m.training_cards_shifts({ n: shifts })}</p>
      )}
      {shifts === 0 && paused === 0 && <p>{m.training_cards_shifts_none()}</p>}
      {paused === 1 && <p role="status">{m.training_cards_paused()}</p>}
      <p className="text-sm text-muted">{m.training_cards_shifts_rule()}</p>
      <Form method="post" action="/training/cards/pause">
        <Button look="second" name="paused" value={paused === 1 ? 'no' : 'yes'}>
          {paused === 1 ? m.training_cards_go_on() : m.training_cards_pause()}
        </Button>
      </Form>
      <p className="flex items-start gap-2 text-sm text-muted">
        <Icon name="lock" className="mt-0.5 size-4" />
        {m.training_cards_private()}
      </p>
    </section>
  )
}

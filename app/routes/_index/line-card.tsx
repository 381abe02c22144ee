import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { Today } from './today.server.ts'

/** What I meant to do on a shift, a few days later; leaving it unanswered is an answer too. */
export function LineCard({ back }: { back: NonNullable<Today['line']> }) {
  const { slug, line, day } = back
  return (
    <section aria-labelledby="line-back" className="border-s-4 border-accent ps-4">
      <h2 id="line-back" className="text-base font-normal text-muted">
        {m.training_line_back({ day })}
      </h2>
      <p dir="auto" className="mt-1 text-lg font-medium break-words">
        {line}
      </p>
      <Form method="post" action={`/training/${slug}/line/answer`} className="mt-3">
        <fieldset>
          <legend className="mb-2">{m.training_line_back_ask()}</legend>
          <div className="flex flex-wrap gap-2.5">
            <Button look="second" name="answer" value="did">
              {m.training_line_did()}
            </Button>
            <Button look="second" name="answer" value="not-yet">
              {m.training_line_not_yet()}
            </Button>
            <Button look="second" name="answer" value="let-go">
              {m.training_line_let_go()}
            </Button>
          </div>
        </fieldset>
      </Form>
      <p className="mt-3 flex items-start gap-2 text-sm text-muted">
        <Icon name="lock" className="mt-0.5 size-4" />
        {m.training_line_back_private()}
      </p>
    </section>
  )
}

import { Form } from '@remix-run/react'
import { useMemo } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, TextField } from '../../ui/field.tsx'
import { LONGEST_PROMISE } from './limits.ts'
import type { Line } from './sheet.server.ts'

interface Reply {
  initialValue?: Record<string, unknown> | null | undefined
  error?: Record<string, string[] | null> | null | undefined
}

const sentence: Record<string, () => string> = {
  promise: () => m.impact_huddle_error_promise(),
  last: () => m.impact_huddle_error_last(),
  outcome: () => m.impact_huddle_error_outcome(),
}

function errorsIn(reply: Reply | undefined) {
  return Object.entries(reply?.error ?? {}).map(([field, codes]) => {
    if (codes?.[0] === 'long') return { field, message: m.impact_huddle_error_long() }
    const words = sentence[field]
    return words
      ? { field, message: words() }
      : { field: 'promise', message: m.impact_huddle_error_form() }
  })
}

interface Props {
  unitId: string
  last: { day: string; promise: string } | null
  frictions: Line[]
  promise: string
  reply: Reply | undefined
}

/** What became of the last promise, the friction to talk about, and the promise until next time. */
export function HuddleForm({ unitId, last, frictions, promise, reply }: Props) {
  const kept = reply?.initialValue ?? {}
  const text = (name: string, otherwise = '') =>
    typeof kept[name] === 'string' ? kept[name] : otherwise
  const wrong = useMemo(() => errorsIn(reply), [reply])
  const errorOf = (field: string) => wrong.find((one) => one.field === field)?.message
  return (
    <>
      <ErrorSummary errors={wrong} />
      <Form method="post" className="space-y-8">
        <input type="hidden" name="unit" value={unitId} />
        {last && (
          <section aria-labelledby="before" className="space-y-4 rounded-2xl bg-accent-soft p-4">
            <h2 id="before" className="text-base">
              {m.impact_huddle_last_on({ day: formatDay(last.day) })}
            </h2>
            <p className="text-lg break-words" dir="auto">
              {last.promise}
            </p>
            <Choices
              name="last"
              legend={m.impact_huddle_last_question()}
              error={errorOf('last')}
              options={[
                { value: 'kept', label: m.impact_huddle_kept() },
                { value: 'dropped', label: m.impact_huddle_dropped() },
              ]}
              chosen={[text('last')]}
              columns
            />
            <TextField
              id="outcome"
              name="outcome"
              dir="auto"
              label={m.impact_huddle_outcome()}
              hint={m.impact_huddle_outcome_hint()}
              error={errorOf('outcome')}
              defaultValue={text('outcome')}
              maxLength={LONGEST_PROMISE}
            />
          </section>
        )}
        {frictions.length > 0 && (
          <Choices
            name="friction"
            legend={m.impact_huddle_friction_choose()}
            options={[
              ...frictions.map(({ id, place, words }) => ({
                value: id,
                label: <bdi>{words}</bdi>,
                hint: place,
              })),
              { value: '', label: m.impact_huddle_friction_skip() },
            ]}
            chosen={[text('friction', reply ? '' : frictions[0]!.id)]}
          />
        )}
        <TextField
          id="promise"
          name="promise"
          dir="auto"
          label={m.impact_huddle_promise_label()}
          hint={m.impact_huddle_promise_hint()}
          error={errorOf('promise')}
          defaultValue={text('promise', promise)}
          maxLength={LONGEST_PROMISE}
        />
        <Button className="w-full sm:w-auto">{m.impact_huddle_make()}</Button>
      </Form>
    </>
  )
}

import { Form } from '@remix-run/react'
import { useMemo, type ReactNode } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'

interface Props {
  /** Why the name that was sent was refused. */
  reply: { error: 'exists' | 'missing' } | undefined
  name?: string
  button: string
  /** What stands between what is wrong and the form. */
  children?: ReactNode
}

/** The name of a topic, new or to be changed. */
export function TopicForm({ reply, name, button, children }: Props) {
  const errors = useMemo(() => {
    if (!reply) return []
    const message =
      reply.error === 'exists' ? m.pulse_results_topic_exists() : m.pulse_results_topic_missing()
    return [{ field: 'name', message }]
  }, [reply])
  return (
    <>
      <ErrorSummary errors={errors} />
      {children}
      <Form method="post" className="space-y-4">
        <TextField
          id="name"
          name="name"
          label={m.pulse_results_topic_name()}
          hint={m.pulse_results_topic_hint()}
          error={errors[0]?.message}
          defaultValue={name}
          maxLength={60}
          dir="auto"
          autoComplete="off"
        />
        <Button>{button}</Button>
      </Form>
    </>
  )
}

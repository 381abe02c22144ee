import { z } from 'zod'
import { fieldsOf, momentIn, placesIn, textOf, type NotTold, type Told } from './payload.ts'

const Event = z.object({
  event_type: z.string().min(1).max(100),
  event_id: z.string().min(1).max(200),
  form_response: z
    .looseObject({
      token: z.string().min(1).max(200),
      submitted_at: z.string().optional(),
      hidden: z.looseObject({}).nullish(),
      variables: z.array(z.looseObject({ key: z.string() })).nullish(),
      calculated: z.looseObject({}).nullish(),
      answers: z.array(z.unknown()).nullish(),
      definition: z.looseObject({ fields: z.array(z.unknown()).nullish() }).nullish(),
    })
    .optional(),
})

const Field = z.looseObject({
  id: z.string(),
  ref: z.string().optional(),
  type: z.string().optional(),
  title: z.string().optional(),
})

const Answer = z.looseObject({ type: z.string(), field: Field })

/**
 * Typeform (typeform.com/developers/webhooks/example-payload): form_response once a form is sent. Answers are named by
 * the reference of their question. The score is the first question of the kind nps, else the first opinion scale.
 */
export function typeform(body: unknown): Told | NotTold {
  const parsed = Event.safeParse(body)
  if (!parsed.success) return { event: '', reason: 'shape' }
  const { event_type: event, event_id: eventId, form_response: form } = parsed.data
  if (event !== 'form_response') return { event, reason: 'event' }
  if (!form) return { event, reason: 'shape' }

  const fields = new Map<string, string>()
  const labels = new Map<string, string>()
  const kinds = new Map<string, string>()
  for (const one of form.answers ?? []) {
    const answer = Answer.safeParse(one)
    if (!answer.success) continue
    const { field, ...said } = answer.data
    const name = nameOf(field)
    fieldsOf(saidIn(said), fields, name)
    kinds.set(name, field.type ?? said.type)
  }
  for (const one of form.definition?.fields ?? []) {
    const question = Field.safeParse(one)
    if (question.success) labels.set(nameOf(question.data), question.data.title ?? '')
  }
  fieldsOf(form.hidden ?? {}, fields, 'hidden')
  fieldsOf(form.calculated ?? {}, fields, 'calculated')
  for (const { key, ...variable } of form.variables ?? []) {
    fieldsOf(variable['number'] ?? variable['text'], fields, `variables.${key}`)
  }
  if (form.submitted_at) fields.set('submitted_at', form.submitted_at)

  const first = (...types: string[]) =>
    types.flatMap((type) => [...kinds].filter(([, kind]) => kind === type).slice(0, 1))[0]?.[0]
  const [score, comment] = [first('nps', 'opinion_scale'), first('long_text')]
  const contact = first('email', 'phone_number')
  return {
    event,
    eventId,
    answerId: form.token,
    toldAt: momentIn(form.submitted_at),
    fields,
    labels,
    found: {
      at: 'submitted_at',
      ...(score === undefined ? {} : { score }),
      ...(comment === undefined ? {} : { comment }),
      ...(contact === undefined ? {} : { contact }),
      ...placesIn(fields),
    },
  }
}

function nameOf({ ref, id }: z.infer<typeof Field>): string {
  return `answers.${ref || id}`
}

/** An answer stands under the name of its type; a choice has a label. */
function saidIn(answer: Record<string, unknown>): unknown {
  const { type, choice, choices } = answer
  if (type === 'choice') {
    const { label, other } = (choice ?? {}) as { label?: unknown; other?: unknown }
    return textOf(label) ?? textOf(other)
  }
  if (type === 'choices') {
    const { labels, other } = (choices ?? {}) as { labels?: unknown; other?: unknown }
    return [labels, other].flat()
  }
  return typeof type === 'string' ? answer[type] : null
}

import { z } from 'zod'
import { fieldsOf, momentIn, placesIn, textOf, type NotTold, type Told } from './payload.ts'

const Event = z.object({
  event_type: z.string().min(1).max(100),
  event_id: z.string().min(1).max(200),
  event_data: z.looseObject({}),
})

const Answer = z.looseObject({
  id: z.union([z.string().min(1).max(200), z.number()]),
  survey_type: z.string().optional(),
  score: z.number().nullish(),
  updated_at: z.number().nullish(),
  created_at: z.number().nullish(),
})

const Additional = z.looseObject({
  value: z.looseObject({}),
  question: z.looseObject({ id: z.string(), text: z.string().optional() }),
})

/**
 * Delighted (app.delighted.com/docs/api/webhooks): survey_response.created with the score, .updated once a comment is
 * written. Questions of other scales (CSAT, CES, stars) are no NPS and passed over.
 */
export function delighted(body: unknown): Told | NotTold {
  const parsed = Event.safeParse(body)
  if (!parsed.success) return { event: '', reason: 'shape' }
  const { event_type: event, event_id: eventId, event_data: data } = parsed.data
  if (!/^survey_response\.(created|updated)$/.test(event)) return { event, reason: 'event' }
  const read = Answer.safeParse(data)
  if (!read.success) return { event, reason: 'shape' }
  const answer = read.data
  if (answer.survey_type !== undefined && answer.survey_type !== 'nps') {
    return { event, reason: 'not-nps' }
  }
  const { additional_answers: additional, ...rest } = data
  const fields = fieldsOf(rest)
  const labels = new Map<string, string>()
  for (const one of Array.isArray(additional) ? additional.slice(0, 50) : []) {
    const said = Additional.safeParse(one)
    if (!said.success) continue
    const name = `additional_answers.${said.data.question.id}`
    fieldsOf(saidIn(said.data.value), fields, name)
    labels.set(name, said.data.question.text ?? '')
  }
  const contact = ['person.email', 'person.phone_number'].find((name) => fields.get(name))
  return {
    event,
    eventId,
    answerId: String(answer.id),
    toldAt: momentIn(answer.updated_at ?? answer.created_at),
    fields,
    labels,
    found: {
      ...{ score: 'score', comment: 'comment', at: 'created_at' },
      ...(contact === undefined ? {} : { contact }),
      ...placesIn(fields),
    },
  }
}

/** What was answered to a further question: a text, a number, or what was chosen. */
function saidIn(value: Record<string, unknown>): string {
  const chosen = [value['select_one'], value['select_many']].flat().flatMap((one) => {
    const text = (one as { text?: unknown } | null | undefined)?.text
    return typeof text === 'string' ? [text] : []
  })
  return textOf(value['free_response']) ?? textOf(value['scale']) ?? chosen.join(', ')
}

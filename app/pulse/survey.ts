import { z } from 'zod'

const Text = z.strictObject({
  en: z.string().min(1),
  ru: z.string().min(1),
  he: z.string().min(1),
})

/**
 * enps: 0–10, "would you tell a friend to come and work here?"; item: 1–5, disagree to agree; comment: free text.
 * Every question may be skipped, and none depends on another: branching by person would tell people apart.
 */
export const QUESTION_KINDS = ['enps', 'item', 'comment'] as const

export const Question = z.strictObject({
  id: z.string().regex(/^[a-z][a-z_]{1,23}$/),
  kind: z.enum(QUESTION_KINDS),
  /** The index this item counts towards. */
  driver: z.string().optional(),
  text: Text,
  /** A quiet line under the question. */
  hint: Text.optional(),
})
export type Question = z.infer<typeof Question>

/** At most forty questions: more would not fit the padded envelope beside 6,000 bytes of comments. */
export const Survey = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z-]{1,39}$/),
    version: z.int().min(1),
    title: Text,
    questions: z.array(Question).min(1).max(40),
  })
  .refine((survey) => new Set(survey.questions.map((q) => q.id)).size === survey.questions.length, {
    message: 'two questions have the same id',
  })
export type Survey = z.infer<typeof Survey>

/** The ends of a question's scale; null where it has words only. */
export function range(kind: Question['kind']): { low: number; high: number } | null {
  if (kind === 'enps') return { low: 0, high: 10 }
  if (kind === 'item') return { low: 1, high: 5 }
  return null
}

/** One answer as it comes out of an envelope, without its token. A skipped question is absent from `answers`. */
export interface Answer {
  group: string
  answers: Record<string, number>
  comments: { question: string; text: string; companyLevel: boolean }[]
}

const Opened = z.strictObject({
  group: z.string(),
  token: z.string(),
  signature: z.string(),
  answers: z.record(z.string(), z.int()),
  comments: z.array(
    z.strictObject({ question: z.string(), text: z.string(), companyLevel: z.boolean() }),
  ),
})
export type Opened = z.infer<typeof Opened>

/**
 * What an envelope held, if it fits these questions: every number belongs to a scale question and lies on its scale,
 * every comment belongs to a comment question and stands once. Null otherwise. A comment of nothing but space is left out.
 */
export function fitting(
  questions: readonly Pick<Question, 'id' | 'kind'>[],
  contents: unknown,
): Opened | null {
  const parsed = Opened.safeParse(contents)
  if (!parsed.success) return null
  const kinds = new Map(questions.map((question) => [question.id, question.kind]))
  for (const [id, value] of Object.entries(parsed.data.answers)) {
    const kind = kinds.get(id)
    const scale = kind && range(kind)
    if (!scale || value < scale.low || value > scale.high) return null
  }
  const commented = parsed.data.comments.map((comment) => comment.question)
  if (commented.some((id) => kinds.get(id) !== 'comment')) return null
  if (new Set(commented).size !== commented.length) return null
  const comments = parsed.data.comments
    .map((comment) => ({ ...comment, text: comment.text.trim() }))
    .filter((comment) => comment.text !== '')
  return { ...parsed.data, comments }
}

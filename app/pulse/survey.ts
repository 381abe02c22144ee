import { z } from 'zod'
import { MOST_COMMENTS, MOST_OPTIONS, MOST_QUESTIONS } from './surveys/limits.ts'

export { MOST_COMMENTS, MOST_OPTIONS, MOST_QUESTIONS }
import { THREAD, THREAD_KEY } from './acting/thread.ts'

export const Text = z.strictObject({
  en: z.string().min(1),
  ru: z.string().min(1),
  he: z.string().min(1),
})
export type Text = z.infer<typeof Text>

/**
 * enps: 0–10, "would you tell a friend to come and work here?"; item: 1–5, disagree to agree; choice: the number of one
 * of its options, from 1; comment: free text. Every question may be skipped, and none depends on another: branching by
 * person would tell people apart.
 */
export const QUESTION_KINDS = ['enps', 'item', 'choice', 'comment'] as const

export const QuestionId = z.string().regex(/^[a-z][a-z_]{1,23}$/)

export const Question = z
  .strictObject({
    id: QuestionId,
    kind: z.enum(QUESTION_KINDS),
    /** The index this item counts towards. */
    driver: z.string().optional(),
    text: Text,
    /** A quiet line under the question. */
    hint: Text.optional(),
    /** Of a choice, in the order they stand. */
    options: z.array(Text).min(2).max(MOST_OPTIONS).optional(),
  })
  .refine(({ kind, options }) => (kind === 'choice') === (options !== undefined), {
    message: 'a choice has options, and no other question has',
  })
export type Question = z.infer<typeof Question>

export const Survey = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    version: z.int().min(1),
    title: Text,
    questions: z.array(Question).min(1).max(MOST_QUESTIONS),
  })
  .refine((survey) => new Set(survey.questions.map((q) => q.id)).size === survey.questions.length, {
    message: 'two questions have the same id',
  })
  .refine(
    (survey) => survey.questions.filter((q) => q.kind === 'comment').length <= MOST_COMMENTS,
    { message: `more than ${MOST_COMMENTS} questions ask for words` },
  )
  .refine((survey) => survey.questions.filter((q) => q.kind === 'enps').length <= 1, {
    message: 'eNPS is asked twice',
  })
export type Survey = z.infer<typeof Survey>

/** As much of a question as its scale needs: a frozen wave knows only how many options a choice has. */
export interface Scaled {
  kind: Question['kind']
  options?: number | readonly unknown[]
}

/** The ends of a question's scale; null where it has words only. */
export function range({ kind, options }: Scaled): { low: number; high: number } | null {
  if (kind === 'enps') return { low: 0, high: 10 }
  if (kind === 'item') return { low: 1, high: 5 }
  if (kind === 'comment' || options === undefined) return null
  return { low: 1, high: typeof options === 'number' ? options : options.length }
}

/** A comment as it comes out of an envelope; `thread` and `key` are where it can be answered. */
const Comment = z
  .strictObject({
    question: z.string(),
    text: z.string(),
    companyLevel: z.boolean(),
    thread: z.string().regex(THREAD).optional(),
    key: z.string().regex(THREAD_KEY).optional(),
  })
  .refine(({ thread, key }) => (thread === undefined) === (key === undefined))

/** One answer as it comes out of an envelope, without its token. A skipped question is absent from `answers`. */
export interface Answer {
  group: string
  answers: Record<string, number>
  comments: z.infer<typeof Comment>[]
}

const Opened = z.strictObject({
  group: z.string(),
  token: z.string(),
  signature: z.string(),
  answers: z.record(z.string(), z.int()),
  comments: z.array(Comment),
})
export type Opened = z.infer<typeof Opened>

/**
 * What an envelope held, if it fits these questions: every number belongs to a scale question and lies on its scale,
 * every comment belongs to a comment question and stands once. Null otherwise. A comment of nothing but space is left out.
 */
export function fitting(
  questions: readonly (Scaled & { id: string })[],
  contents: unknown,
): Opened | null {
  const parsed = Opened.safeParse(contents)
  if (!parsed.success) return null
  const asked = new Map(questions.map((question) => [question.id, question]))
  for (const [id, value] of Object.entries(parsed.data.answers)) {
    const question = asked.get(id)
    const scale = question && range(question)
    if (!scale || value < scale.low || value > scale.high) return null
  }
  const commented = parsed.data.comments.map((comment) => comment.question)
  if (commented.some((id) => asked.get(id)?.kind !== 'comment')) return null
  if (new Set(commented).size !== commented.length) return null
  const comments = parsed.data.comments
    .map((comment) => ({ ...comment, text: comment.text.trim() }))
    .filter((comment) => comment.text !== '')
  return { ...parsed.data, comments }
}

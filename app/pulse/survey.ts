import { z } from 'zod'
import { OpenedAnswer, QuestionKind, type FrozenQuestion } from './report.ts'

const Text = z.strictObject({
  en: z.string().min(1),
  ru: z.string().min(1),
  he: z.string().min(1),
})

/** Every question may be skipped, and none depends on another: branching by person would tell people apart. */
export const Question = z.strictObject({
  id: z.string().regex(/^[a-z][a-z_]{1,23}$/),
  kind: QuestionKind,
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

/** What the counting of a wave needs of its questions. */
export function frozenQuestions(survey: Survey): FrozenQuestion[] {
  return survey.questions.map(({ id, kind, driver }) => ({ id, kind, driver: driver ?? null }))
}

const SCALES = { enps: { low: 0, high: 10 }, scale: { low: 1, high: 5 }, comment: null } as const

const Contents = OpenedAnswer.extend({
  token: z.string(),
  signature: z.string(),
  comments: z
    .array(z.strictObject({ question: z.string(), text: z.string(), companyLevel: z.boolean() }))
    .transform((comments) =>
      comments
        .map((comment) => ({ ...comment, text: comment.text.trim() }))
        .filter((comment) => comment.text !== ''),
    ),
}).strict()

/**
 * What an envelope held, if it fits these questions: every number belongs to a scale question and lies on its scale,
 * every comment belongs to a comment question and stands once. Null otherwise. A comment of nothing but space is left out.
 */
export function fitting(
  questions: readonly FrozenQuestion[],
  contents: unknown,
): z.infer<typeof Contents> | null {
  const parsed = Contents.safeParse(contents)
  if (!parsed.success) return null
  const kinds = new Map(questions.map((question) => [question.id, question.kind]))
  for (const [id, value] of Object.entries(parsed.data.answers)) {
    const kind = kinds.get(id)
    const scale = kind && SCALES[kind]
    if (!scale || value < scale.low || value > scale.high) return null
  }
  const commented = parsed.data.comments.map((comment) => comment.question)
  if (commented.some((id) => kinds.get(id) !== 'comment')) return null
  return new Set(commented).size === commented.length ? parsed.data : null
}

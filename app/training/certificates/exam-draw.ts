import { nextWording, shuffled } from '../draw.ts'
import type { ModulePlan } from '../module.ts'
import { EXAM_QUESTIONS } from './progress.ts'

export interface ExamQuestion {
  module: string
  question: string
  variant: string
}

/**
 * Ten questions over the modules of a path, as many of each as can be, deterministic in `seed`. Questions that
 * earlier exams (`earlier`, the oldest first) asked least often come first, and one that is asked again shows the
 * wording after the one it showed last. Null where the path has fewer than ten questions.
 */
export function drawExam(
  plans: readonly Pick<ModulePlan, 'id' | 'questions'>[],
  seed: string,
  earlier: readonly ExamQuestion[],
): ExamQuestion[] | null {
  const before = (module: string, question: string) =>
    earlier.filter((one) => one.module === module && one.question === question)
  const piles = shuffled(plans, seed).map(({ id: module, questions }) =>
    shuffled(questions, `${seed}/${module}`)
      .map(({ id: question, variants }) => {
        const asked = before(module, question)
        const last = asked.at(-1)?.variant ?? shuffled(variants, `${seed}/${question}`)[0]?.id
        return {
          module,
          question,
          variant: nextWording(variants, last ?? null),
          asked: asked.length,
        }
      })
      .toSorted((a, b) => a.asked - b.asked),
  )
  const drawn: ExamQuestion[] = []
  for (let round = 0; drawn.length < EXAM_QUESTIONS; round++) {
    const next = piles.flatMap((pile) => pile[round] ?? [])
    if (next.length === 0) return null
    const least = next.toSorted((a, b) => a.asked - b.asked)
    for (const { module, question, variant } of least.slice(0, EXAM_QUESTIONS - drawn.length))
      drawn.push({ module, question, variant })
  }
  return shuffled(drawn, `${seed}/order`)
}

import type { Question, Survey } from '../survey.ts'

export interface Differences {
  /** The title before, where it is another now. */
  title: Survey['title'] | null
  added: Question[]
  dropped: Question[]
  /** Questions that stayed stand in another order. */
  reordered: boolean
}

/** What somebody would have to be told who knows the version before. Other words are another question. */
export function differences(before: Survey, after: Survey): Differences {
  const had = new Set(before.questions.map(({ id }) => id))
  const has = new Set(after.questions.map(({ id }) => id))
  const stayed = (survey: Survey) =>
    survey.questions.flatMap(({ id }) => (had.has(id) && has.has(id) ? [id] : [])).join(' ')
  const sameTitle = (['en', 'ru', 'he'] as const).every((l) => before.title[l] === after.title[l])
  return {
    title: sameTitle ? null : before.title,
    added: after.questions.filter(({ id }) => !had.has(id)),
    dropped: before.questions.filter(({ id }) => !has.has(id)),
    reordered: stayed(before) !== stayed(after),
  }
}

import { content } from './content.server.ts'
import { isGrade, type Language, type Module } from './module.ts'
import type { ClaimView } from './screen.ts'
import { claimViews } from './screen.server.ts'
import { holdsWords } from './search.ts'

export interface RegisterEntry extends ClaimView {
  /** Modules that quote it, in the order they are taught. */
  cited: { slug: string; title: string }[]
}

/**
 * The figures of the register whose id, wording, measurement or sources hold all words of the wish, in the reader's
 * language; an empty wish finds all. `modules` are those that are offered. A grade that does not exist filters nothing.
 */
export function register(
  modules: readonly Module[],
  wish: string,
  grade: string,
  language: Language,
): RegisterEntry[] {
  const { claims } = content()
  return claimViews([...claims.keys()], language)
    .filter((claim) => !isGrade(grade) || claim.grade === grade)
    .filter(({ id, wording, measured, sources }) =>
      holdsWords([id, wording, measured, ...sources.map(({ title }) => title)], wish),
    )
    .map((claim) => ({
      ...claim,
      cited: modules
        .filter(({ plan }) => plan.claims.includes(claim.id))
        .map(({ plan, texts }) => ({ slug: plan.id, title: texts[language].title })),
    }))
}

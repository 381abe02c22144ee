import { isInteractive, kindOf } from './interactives/kinds.ts'
import { type Language, type Module, stepsOf } from './module.ts'

/**
 * Words a minute of silent reading with understanding: International Reading Speed Texts, means of adult
 * readers (Trauzettel-Klosinski and Dietz 2012).
 */
const WORDS_A_MINUTE: Record<Language, number> = { en: 228, ru: 184, he: 187 }

/** Minutes to think over a question, besides reading it. */
const THINKING = 0.1

/**
 * Minutes each screen takes in one language, 0 and up, in the order of the screens: words at that
 * language's reading speed, thinking, and what an interactive asks for. Of the explanations of a
 * question half are counted: who answers well reads one or two of three. Questions count with the mean
 * of their pool, since each draw is another.
 */
export function screenMinutes(module: Module, language: Language): number[] {
  const known = counted.get(module) ?? {}
  counted.set(module, known)
  return (known[language] ??= count(module, language))
}

/** A version never changes, and its words are many. */
const counted = new WeakMap<Module, Partial<Record<Language, number[]>>>()

function count({ plan, texts }: Module, language: Language): number[] {
  const speed = WORDS_A_MINUTE[language]
  const wordings = Object.values(texts[language].questions).flatMap((each) => Object.values(each))
  const asked =
    wordings.reduce((sum, wording) => sum + wordsAsked(wording), 0) / Math.max(1, wordings.length)
  return stepsOf(plan).map((step) => {
    if ('question' in step) return asked / speed + THINKING
    const { block } = step
    const text = texts[language].blocks[block.id]
    if (block.kind === 'guess') return wordsAsked(text) / speed + THINKING
    const doing = isInteractive(block) ? kindOf(block).minutes : 0
    return words(text) / speed + doing
  })
}

/** Whole minutes that are left from screen `step` (1 first) on; never below 1. */
export function minutesLeft(module: Module, language: Language, step = 1): number {
  const left = screenMinutes(module, language).slice(step - 1)
  return Math.max(1, Math.round(left.reduce((sum, each) => sum + each, 0)))
}

function wordsAsked(asked: unknown): number {
  return (words(asked) + words(asked, 'why')) / 2
}

/** Words in all strings of a text but those under `without`; tags and marks are no words. */
function words(text: unknown, without?: string): number {
  if (typeof text === 'string')
    return (text.replaceAll(/\{%.*?%\}/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}’'׳״"-]*/gu) ?? [])
      .length
  if (!text || typeof text !== 'object') return 0
  return Object.entries(text).reduce(
    (sum, [key, inner]) => (key === without ? sum : sum + words(inner, without)),
    0,
  )
}

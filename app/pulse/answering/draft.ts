import type { Contents } from '../envelope.ts'
import type { Manifest } from '../manifest.ts'
import type { Question, Scaled } from '../survey.ts'
import type { WordLanguage } from '../words.ts'

/** Everything one person's browser holds of an answer until the server has acknowledged it. Binary in base64url. */
export interface Draft {
  /** The manifest's own text: what was promised at the start is what is answered. */
  manifest: string
  group: string
  /** The group's public key. */
  spki: string
  token: Blinded | Signed
  /** The furthest the person came: a question by its place, or their number for the check before sending. */
  at: number
  answers: Record<string, number>
  comments: Record<string, string>
  /** Once sealed, nothing changes any more: a retry must be the same to the byte. */
  sealed: Sealed | null
}

/** Sent for signing, or about to be. `inv` undoes the blinding and is dropped as soon as it has. */
export interface Blinded {
  step: 'blinded'
  message: string
  blinded: string
  inv: string
}

export interface Signed {
  step: 'signed'
  token: string
  signature: string
}

export interface Sealed {
  envelope: string
  withdraw: string
  receipt: string
}

/** The numbers one may choose, in the order they stand. */
export function scaleOf({ kind, options }: Scaled): number[] {
  if (kind === 'enps') return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  if (kind === 'item') return [1, 2, 3, 4, 5]
  if (kind === 'comment' || options === undefined) return []
  const most = typeof options === 'number' ? options : options.length
  return Array.from({ length: most }, (_, i) => i + 1)
}

/**
 * The number that a key chooses: 1–5, an option's number, or 0–9 and T for ten. The T key is taken by its place, since on a Hebrew or
 * Russian keyboard it writes another letter.
 */
export function keyChoice(question: Scaled, key: string, code: string): number | null {
  const value =
    question.kind === 'enps' && code === 'KeyT' ? 10 : /^\d$/.test(key) ? Number(key) : null
  return value !== null && scaleOf(question).includes(value) ? value : null
}

/** About twenty seconds a question, half a minute a comment, whole minutes. */
export function minutesFor(questions: readonly Pick<Question, 'kind'>[]): number {
  const seconds = questions.map(({ kind }) => (kind === 'comment' ? 40 : 20))
  return Math.max(1, Math.round(seconds.reduce((sum, one) => sum + one, 0) / 60))
}

const SCRIPTS: [WordLanguage, RegExp][] = [
  ['he', /\p{Script=Hebrew}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['en', /\p{Script=Latin}/gu],
]

/** The language a comment is written in, by its letters; null where it has none. */
export function languageOf(text: string): WordLanguage | null {
  const counts = SCRIPTS.map(([language, letters]) => ({
    language,
    n: text.match(letters)?.length ?? 0,
  }))
  const most = counts.reduce((best, one) => (one.n > best.n ? one : best))
  return most.n === 0 ? null : most.language
}

/** Whether a comment would point at its writer by its language alone: fewer than ten colleagues use it. */
export function pointsAtWriter(text: string, rare: Manifest['rareLanguages']): boolean {
  const language = languageOf(text)
  return language !== null && rare.includes(language)
}

/** What goes into the envelope. Empty comments are left out; a skipped question is absent. */
export function contentsOf(draft: Draft, manifest: Manifest): Contents {
  if (draft.token.step !== 'signed') throw new Error('there is no token to answer under')
  const { questions } = manifest.survey
  return {
    group: draft.group,
    token: draft.token.token,
    signature: draft.token.signature,
    answers: Object.fromEntries(
      questions.flatMap((question) => {
        const value = draft.answers[question.id]
        const stands = value !== undefined && scaleOf(question).includes(value)
        return stands ? [[question.id, value]] : []
      }),
    ),
    comments: questions.flatMap(({ id, kind }) => {
      const text = kind === 'comment' ? (draft.comments[id] ?? '').trim() : ''
      const companyLevel = pointsAtWriter(text, manifest.rareLanguages)
      return text === '' ? [] : [{ question: id, text, companyLevel }]
    }),
  }
}

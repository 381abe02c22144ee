import type { KindName } from './interactives/kinds.ts'
import type { ClaimGrade, Language, OptionId } from './module.ts'
import type { TextNode } from './text.ts'

/** Characters of the private line: one thing for one shift. */
export const LINE_LENGTH = 280

/** One screen as the browser gets it. What is not answered yet carries no key and no explanation. */
export type Screen =
  | { kind: 'text' | 'worked-example'; title: string; body: TextNode[] }
  /** The picture is null in a draft that has none yet. */
  | { kind: 'picture'; title: string; body: TextNode[]; picture: PictureView | null }
  | {
      kind: 'interactive'
      name: KindName
      title: string
      body: TextNode[]
      /** The kind's own, see interactives/. */
      view?: unknown
      /** This person has done something here that can be begun anew. */
      begun: boolean
    }
  | {
      kind: 'guess' | 'question'
      title: string | null
      /** Which of the drawn questions, 1 first; null for the guess. */
      question: { now: number; of: number } | null
      prompt: TextNode[]
      options: { id: OptionId; text: TextNode[] }[]
      feedback: {
        choice: OptionId
        best: OptionId
        why: Record<OptionId, TextNode[]>
      } | null
    }
  | { kind: 'line'; title: string; body: TextNode[] }

export interface PictureView {
  src: string
  /** In pixels. */
  width: number
  height: number
  /** Empty where it only decorates. */
  alt: string
}

/** A figure with its evidence, in the reader's language. */
export interface ClaimView {
  id: string
  grade: ClaimGrade
  /** The grade in words: its name, and what it means. */
  gradeWords: { name: string; meaning: string }
  /** A sentence with the day somebody last looked the sources up. */
  checked: string
  wording: string
  measured: string
  sources: { title: string; where: string }[]
}

export interface TermView {
  id: string
  name: string
  meaning: string
}

export interface ScreenView {
  screen: Screen
  /** Of the figures and words that the screen mentions, and no others. */
  claims: ClaimView[]
  terms: TermView[]
  language: Language
}

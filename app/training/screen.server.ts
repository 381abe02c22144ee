import type { Db } from '../../db/connect.ts'
import { formatDay } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { answerKey, type Attempt } from './attempt.server.ts'
import { content } from './content.server.ts'
import { optionOrder } from './draw.ts'
import { isInteractive } from './interactives/kinds.ts'
import {
  type AskedText,
  type Block,
  type BlockText,
  type ClaimGrade,
  isOptionId,
  type Language,
  type Module,
  type OptionId,
  type Step,
  stepsOf,
} from './module.ts'
import type { ClaimView, PictureView, Screen, ScreenView, TermView } from './screen.ts'
import { mentions } from './text.ts'
import { clinging, renderSentence, renderText } from './text.server.ts'
import { interactiveView } from './work.server.ts'

/**
 * Screen `step` (1 first) of a try, in one language; null beyond the last. `tie` is what the portal knows
 * for the interactive on it.
 */
export async function screenOf(
  db: Db,
  module: Module,
  attempt: Attempt,
  step: number,
  language: Language,
  tie: unknown = null,
): Promise<ScreenView | null> {
  const at = stepsOf(module.plan)[step - 1]
  if (!at) return null
  const screen =
    'question' in at
      ? questionScreen(module, attempt, at.question, language)
      : await blockScreen(db, module, attempt, at.block, language, tie)
  return screen && explained(screen, language)
}

/** With the figures and words that it mentions. */
export function explained(screen: Screen, language: Language): ScreenView {
  return {
    screen,
    claims: claimViews(mentions(screen, 'claim'), language),
    terms: termViews(mentions(screen, 'term'), language),
    language,
  }
}

async function blockScreen(
  db: Db,
  module: Module,
  attempt: Attempt,
  block: Extract<Step, { block: unknown }>['block'],
  language: Language,
  tie: unknown,
): Promise<Screen | null> {
  const text = module.texts[language].blocks[block.id]
  if (!text) return null
  const title = clinging(text.title)
  const body = text.body ? renderText(text.body) : []
  if (isInteractive(block)) {
    const place = { employeeId: attempt.employee_id, slug: attempt.module, block }
    const shown = await interactiveView(db, place, text, tie, language)
    return { kind: 'interactive', name: block.kind, title, body, ...shown }
  }
  switch (block.kind) {
    case 'text':
    case 'worked-example':
      return { kind: block.kind, title, body }
    case 'picture':
      return {
        kind: 'picture',
        title,
        body,
        picture: pictureView(`/training/${module.plan.id}/pictures`, block, text),
      }
    case 'guess':
      return askedScreen(
        text as AskedText,
        `${module.plan.id}/${block.id}`,
        attempt.guess,
        block.answer,
        title,
        null,
      )
    case 'line':
      return { kind: 'line', title, body }
  }
}

/** Where its bytes are had, and what they show. */
export function pictureView(
  folder: string,
  { picture, purpose }: Pick<Extract<Block, { kind: 'picture' }>, 'picture' | 'purpose'>,
  { alt = '' }: Pick<BlockText, 'alt'>,
): PictureView {
  const { file, width, height } = picture
  return { src: `${folder}/${file}`, width, height, alt: purpose === 'tells' ? alt : '' }
}

function questionScreen(
  { plan, texts }: Module,
  attempt: Attempt,
  position: number,
  language: Language,
): Screen | null {
  const drawn = attempt.answers[position]
  const text = drawn && texts[language].questions[drawn.question]?.[drawn.variant]
  if (!text) return null
  return askedScreen(
    text,
    `${attempt.id}/${drawn.question}`,
    drawn.choice,
    answerKey(plan, drawn),
    null,
    { now: position + 1, of: attempt.answers.length },
  )
}

/** A question; its key and its explanations only where `choice` says that it was answered. */
export function askedScreen(
  text: AskedText,
  seed: string,
  choice: string | null,
  best: OptionId,
  title: string | null,
  question: { now: number; of: number } | null,
): Screen {
  const why = (id: OptionId) => renderText(text.options[id].why)
  return {
    kind: question ? 'question' : 'guess',
    title,
    question,
    prompt: renderSentence(text.prompt),
    options: optionOrder(seed).map((id) => ({
      id,
      text: renderSentence(text.options[id].text),
    })),
    feedback: isOptionId(choice)
      ? { choice, best, why: { a: why('a'), b: why('b'), c: why('c') } }
      : null,
  }
}

/** Figures of the register in the reader's language; an id that was taken out of it is left out. */
export function claimViews(ids: readonly string[], language: Language): ClaimView[] {
  return ids.flatMap((id) => {
    const claim = content().claims.get(id)
    if (!claim) return []
    return [
      {
        id,
        grade: claim.grade,
        gradeWords: gradeWords(claim.grade, language),
        checked: m.training_claim_checked(
          { day: formatDay(claim.checked, 'UTC', language) },
          { locale: language },
        ),
        wording: clinging(claim.wording[language]),
        measured: clinging(claim.measured[language]),
        sources: claim.sources,
      },
    ]
  })
}

function gradeWords(grade: ClaimGrade, locale: Language): ClaimView['gradeWords'] {
  switch (grade) {
    case 'solid':
      return {
        name: m.training_grade_solid({}, { locale }),
        meaning: m.training_grade_solid_means({}, { locale }),
      }
    case 'contested':
      return {
        name: m.training_grade_contested({}, { locale }),
        meaning: m.training_grade_contested_means({}, { locale }),
      }
    case 'folklore':
      return {
        name: m.training_grade_folklore({}, { locale }),
        meaning: m.training_grade_folklore_means({}, { locale }),
      }
    case 'rhetoric':
      return {
        name: m.training_grade_rhetoric({}, { locale }),
        meaning: m.training_grade_rhetoric_means({}, { locale }),
      }
  }
}

export function termViews(ids: readonly string[], language: Language): TermView[] {
  return ids.flatMap((id) => {
    const term = content().terms.get(id)
    return term
      ? [{ id, name: term.name[language], meaning: clinging(term.meaning[language]) }]
      : []
  })
}

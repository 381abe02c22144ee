import type { Db } from '../../db/connect.ts'
import { formatDay } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { answerKey, type Attempt, noteOf } from './attempt.server.ts'
import { content } from './content.server.ts'
import { optionOrder } from './draw.ts'
import {
  type AskedText,
  type ClaimGrade,
  isOptionId,
  type Language,
  type Module,
  type OptionId,
  stepsOf,
} from './module.ts'
import type { ClaimView, Screen, ScreenView, TermView } from './screen.ts'
import { mentions, type TextNode } from './text.ts'
import { renderText } from './text.server.ts'

/** Screen `step` (1 first) of a try, in one language; null beyond the last. */
export async function screenOf(
  db: Db,
  module: Module,
  attempt: Attempt,
  step: number,
  language: Language,
): Promise<ScreenView | null> {
  const at = stepsOf(module.plan)[step - 1]
  if (!at) return null
  const screen =
    'question' in at
      ? questionScreen(module, attempt, at.question, language)
      : await blockScreen(db, module, attempt, at.block, language)
  if (!screen) return null
  const texts = textsIn(screen)
  return {
    screen,
    claims: claimViews(mentions(texts, 'claim'), language),
    terms: termViews(mentions(texts, 'term'), language),
    language,
  }
}

async function blockScreen(
  db: Db,
  module: Module,
  attempt: Attempt,
  block: Extract<ReturnType<typeof stepsOf>[number], { block: unknown }>['block'],
  language: Language,
): Promise<Screen | null> {
  const text = module.texts[language].blocks[block.id]
  if (!text) return null
  const { title } = text
  const body = text.body ? renderText(text.body) : []
  switch (block.kind) {
    case 'text':
    case 'worked-example':
      return { kind: block.kind, title, body }
    case 'chain':
      return {
        kind: 'chain',
        title,
        body,
        links: block.links.map((id) => {
          const link = text.links?.[id]
          return { id, name: link?.name ?? '', onlyIf: renderText(link?.only_if ?? '') }
        }),
      }
    case 'calculator':
      return {
        kind: 'calculator',
        title,
        body,
        experiment: renderText(text.experiment ?? ''),
        // Words that only one screen needs stay out of every phone's bundle.
        how: [
          m.training_calc_band({}, { locale: language }),
          m.training_calc_formula({}, { locale: language }),
          m.training_calc_origin({}, { locale: language }),
          m.training_calc_decision({}, { locale: language }),
        ],
      }
    case 'guess':
      return asked(
        text as AskedText,
        `${module.plan.id}/${block.id}`,
        attempt.guess,
        block.answer,
        title,
        null,
      )
    case 'line': {
      const line = await noteOf(db, attempt.employee_id, attempt.module)
      return { kind: 'line', title, body, line: line ?? '' }
    }
    default:
      return null
  }
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
  return asked(
    text,
    `${attempt.id}/${drawn.question}`,
    drawn.choice,
    answerKey(plan, drawn),
    null,
    { now: position + 1, of: attempt.answers.length },
  )
}

function asked(
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
    prompt: text.prompt,
    options: optionOrder(seed).map((id) => ({ id, text: text.options[id].text })),
    feedback: isOptionId(choice)
      ? { choice, best, why: { a: why('a'), b: why('b'), c: why('c') } }
      : null,
  }
}

function textsIn(screen: Screen): TextNode[] {
  switch (screen.kind) {
    case 'guess':
    case 'question':
      return screen.feedback ? Object.values(screen.feedback.why).flat() : []
    case 'chain':
      return [...screen.body, ...screen.links.flatMap((link) => link.onlyIf)]
    case 'calculator':
      return [...screen.body, ...screen.experiment]
    default:
      return screen.body
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
        wording: claim.wording[language],
        measured: claim.measured[language],
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

function termViews(ids: readonly string[], language: Language): TermView[] {
  return ids.flatMap((id) => {
    const term = content().terms.get(id)
    return term ? [{ id, name: term.name[language], meaning: term.meaning[language] }] : []
  })
}

import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { frozenModule } from '../attempt.server.ts'
import type { TextNode } from '../text.ts'
import { renderSentence } from '../text.server.ts'
import type { Figure, Says } from './figure.ts'
import { figuresOf, type WordingFigure } from './figure.server.ts'

export interface ShownFigure extends Omit<Figure, 'says'> {
  /** What it means and what to do, in the reader's language. */
  advice: string[]
}

export interface ShownWording extends Pick<WordingFigure, 'wording'> {
  prompt: TextNode[]
  figure: ShownFigure | null
  chosen: (WordingFigure['chosen'][number] & { text: TextNode[] })[]
}

function adviceOf(says: Says, locale: Locale): string {
  return {
    misleading: m.training_figures_says_misleading,
    against: m.training_figures_says_against,
    hard: m.training_figures_says_hard,
    easy: m.training_figures_says_easy,
    apart: m.training_figures_says_apart,
    'cannot-tell': m.training_figures_says_cannot_tell,
  }[says]({}, { locale })
}

/** The figures of one version with the texts they speak of; null where nobody began that version. */
export async function figuresPage(db: Db, slug: string, version: number, locale: Locale) {
  const figures = await figuresOf(db, slug, version)
  if (!figures) return null
  const { texts } = await frozenModule(db, slug, version)
  const shown = (figure: Figure | null): ShownFigure | null => {
    if (!figure) return null
    const { says, ...rest } = figure
    return { ...rest, advice: says.map((one) => adviceOf(one, locale)) }
  }
  const days = figures.flatMap(({ countedOn }) => countedOn ?? [])
  return {
    name: texts[locale].title,
    countedOn: days.sort().at(-1) ?? null,
    questions: figures.map(({ question, figure, wordings }) => ({
      question,
      figure: shown(figure),
      wordings: wordings.map((one): ShownWording => {
        const text = texts[locale].questions[question]![one.wording]!
        return {
          wording: one.wording,
          prompt: renderSentence(text.prompt),
          figure: shown(one.figure),
          chosen: one.chosen.map((option) => ({
            ...option,
            text: renderSentence(text.options[option.option].text),
          })),
        }
      }),
    })),
  }
}

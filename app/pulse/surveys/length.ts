import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { minutesFor } from '../answering/draft.ts'
import type { Question } from '../survey.ts'
import { FULL_MOST, lengthOf, PULSE_MOST } from './limits.ts'

/** The same while a survey is being built: a full one is told how long a pulse may be. */
export function lengthAdvice(questions: readonly Pick<Question, 'kind'>[]): string {
  const words = lengthWords(questions)
  if (lengthOf(questions.length) !== 'full') return words
  return `${words} ${m.pulse_surveys_pulse_most({ most: formatNumber(PULSE_MOST) })}`
}

/** How long a survey is, in words: a pulse, a full survey, or too much. */
export function lengthWords(questions: readonly Pick<Question, 'kind'>[]): string {
  const n = questions.length
  const minutes = formatNumber(minutesFor(questions))
  switch (lengthOf(n)) {
    case 'empty':
      return m.pulse_surveys_length_none()
    case 'pulse':
      return m.pulse_surveys_length_pulse({ n, minutes })
    case 'full':
      return m.pulse_surveys_length_full({ n, minutes })
    case 'too-long':
      return m.pulse_surveys_length_long({ n, most: formatNumber(FULL_MOST) })
  }
}

import { formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import type { Question } from '../survey.ts'

interface Props {
  questions: readonly Question[]
  /** Instead of numbers, where these are no whole survey. */
  sign?: '+' | '−'
}

/** Questions to read: what is asked, how it is answered, and the options of a choice. */
export function QuestionList({ questions, sign }: Props) {
  return (
    <ol className="divide-y divide-line">
      {questions.map(({ id, kind, text, options }, i) => (
        <li key={id} className="flex gap-3 py-2.5">
          <span className="w-6 shrink-0 text-muted tabular-nums">
            {sign ?? formatNumber(i + 1)}
          </span>
          <span className="min-w-0">
            <bdi className="break-words">{text[spoken()]}</bdi>
            <span className="block text-sm text-muted">
              {kindWords(kind)}
              {options && `: ${options.map((option) => option[spoken()]).join(' · ')}`}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}

function kindWords(kind: Question['kind']): string {
  return {
    enps: m.pulse_surveys_kind_enps,
    item: m.pulse_surveys_kind_item,
    choice: m.pulse_surveys_kind_choice,
    comment: m.pulse_surveys_kind_comment,
  }[kind]()
}

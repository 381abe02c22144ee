import { formatNumber, formatTime } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { wordsOf } from '../item-words.tsx'
import type { Survey } from '../survey.ts'
import type { AnsweredWave } from './answering.tsx'
import HitchNotice from './hitch-notice.tsx'
import { type Asking, NotKept } from './question-screen.tsx'
import type { Answering } from './use-answering.tsx'

/** Everything once more before it is sealed. */
export function CheckScreen({
  wave,
  survey,
  answering,
}: {
  wave: Pick<AnsweredWave, 'closesAt' | 'timeZone'>
  survey: Survey
  answering: Pick<Answering, 'busy' | 'hitch' | 'go' | 'finish'> &
    Pick<Asking, 'draft' | 'memoryOnly' | 'refused'>
}) {
  const { draft, memoryOnly, refused, busy, hitch, go, finish } = answering
  return (
    <Page
      eyebrow={memoryOnly ? m.pulse_acting_kind_confidential() : m.pulse_kind()}
      title={m.pulse_check_title()}
      lead={m.pulse_check_lead()}
    >
      <dl className="divide-y divide-line border-y border-line">
        {survey.questions.map((question, place) => (
          <div key={question.id} className="grid grid-cols-[1fr_auto] items-start gap-x-3 py-3">
            <dt className="text-muted">{question.text[spoken()]}</dt>
            <dd className="col-start-1 mt-0.5 font-medium break-words whitespace-pre-wrap">
              {said(question, draft!) ?? (
                <span className="font-normal text-muted">{m.pulse_skipped()}</span>
              )}
            </dd>
            <dd className="col-start-2 row-span-2 row-start-1">
              <button
                type="button"
                onClick={() => go(place)}
                className="min-h-11 px-2 font-medium text-accent underline-offset-4 hover:underline"
              >
                {m.pulse_change()}
                <span className="sr-only"> {question.text[spoken()]}</span>
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">
        {m.pulse_check_note({ time: formatTime(wave.closesAt, wave.timeZone) })}
      </p>
      {refused && <NotKept />}
      {hitch && <HitchNotice hitch={hitch} />}
      <Button className="w-full sm:w-auto" busy={busy} onClick={finish}>
        <Icon name="send" flip />
        {m.pulse_send()}
      </Button>
    </Page>
  )
}

function said(question: Survey['questions'][number], draft: NonNullable<Asking['draft']>) {
  if (question.kind === 'comment') {
    const text = draft.comments[question.id]?.trim()
    return text ? <bdi>{text}</bdi> : null
  }
  const value = draft.answers[question.id]
  if (value === undefined) return null
  return question.kind === 'enps' ? formatNumber(value) : wordsOf(question)[value - 1]
}

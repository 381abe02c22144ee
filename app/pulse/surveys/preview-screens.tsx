import { useLocation, useNavigate } from '@remix-run/react'
import { useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { CheckScreen } from '../answering/check-screen.tsx'
import { type Asking, QuestionScreen } from '../answering/question-screen.tsx'
import type { Survey } from '../survey.ts'

interface Props {
  survey: Survey
  closesAt: number
  timeZone: string
}

const NOTHING = { at: 0, answers: {}, comments: {} }

/** The screens that staff will meet, one by one; what is chosen is in this page's memory and goes nowhere. */
export function PreviewScreens({ survey, closesAt, timeZone }: Props) {
  const { hash, search } = useLocation()
  const navigate = useNavigate()
  const [draft, setDraft] = useState<NonNullable<Asking['draft']>>(NOTHING)
  const [done, setDone] = useState(false)
  const count = survey.questions.length
  const place =
    hash === '#check' ? count : Math.min(count, Math.max(1, Number(hash.slice(1)) || 1)) - 1
  const go = (to: number | null) => {
    const next = to ?? 0
    setDraft((now) => ({ ...now, at: Math.max(now.at, next) }))
    navigate({ search, hash: next === count ? 'check' : String(next + 1) })
  }
  const answering = {
    draft,
    go,
    change: (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch })),
    memoryOnly: false,
    checked: { manifest: { rareLanguages: [] } },
    busy: false,
    finish: () => {
      setDone(true)
      return Promise.resolve()
    },
  }
  const question = survey.questions[place]
  if (done) {
    return (
      <Page eyebrow={m.pulse_kind()} title={m.pulse_surveys_preview()}>
        <p>{m.pulse_surveys_preview_end()}</p>
        <Button
          look="second"
          onClick={() => {
            setDraft(NOTHING)
            setDone(false)
            navigate({ search, hash: '1' })
          }}
        >
          {m.pulse_surveys_preview_again()}
        </Button>
      </Page>
    )
  }
  if (!question) {
    return <CheckScreen wave={{ closesAt, timeZone }} survey={survey} answering={answering} />
  }
  return (
    <QuestionScreen
      key={question.id}
      question={question}
      place={place}
      count={count}
      answering={answering}
    />
  )
}

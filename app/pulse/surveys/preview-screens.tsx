import { useLocation, useNavigate } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { BeforeScreen } from '../answering/before-screen.tsx'
import { CheckScreen } from '../answering/check-screen.tsx'
import { type Asking, QuestionScreen } from '../answering/question-screen.tsx'
import type { PulsePromise } from '../promise.server.ts'
import type { Survey } from '../survey.ts'

interface Props {
  /** As the wave would be called, were it launched now. */
  name: string
  promise: PulsePromise
  survey: Survey
  closesAt: number
  timeZone: string
}

const NOTHING = { at: 0, answers: {}, comments: {} }

/**
 * The screens that staff will meet, from the promise to the check; what is chosen is in this page's memory and goes
 * nowhere.
 */
export function PreviewScreens({ name, promise, survey, closesAt, timeZone }: Props) {
  const { hash, search } = useLocation()
  const navigate = useNavigate()
  const [awake, setAwake] = useState(false)
  const [draft, setDraft] = useState<NonNullable<Asking['draft']> | null>(null)
  const [memoryOnly, setMemoryOnly] = useState(false)
  const [done, setDone] = useState(false)
  useEffect(() => setAwake(true), [])
  const count = survey.questions.length
  const place = hash === '#check' ? count : Math.min(count, Number(hash.slice(1)) || 0) - 1
  const go = (to: number | null) => {
    if (to !== null) setDraft((now) => ({ ...(now ?? NOTHING), at: Math.max(now?.at ?? 0, to) }))
    navigate({ search, hash: to === null ? '' : to === count ? 'check' : String(to + 1) })
  }
  const answering = {
    draft,
    go,
    change: (patch: Partial<Asking['draft']>) =>
      setDraft((now) => ({ ...(now ?? NOTHING), ...patch })),
    memoryOnly,
    refused: false,
    hitch: null,
    checked: { manifest: { rareLanguages: [] } },
    busy: false,
    finish: () => {
      setDone(true)
      return Promise.resolve()
    },
  }
  const beginning = {
    ...{ looked: awake, busy: false, hitch: null, checked: null, draft, memoryOnly },
    start: (mine: boolean) => {
      setMemoryOnly(!mine)
      go(0)
      return Promise.resolve()
    },
    resume: () => {
      go(draft?.at ?? 0)
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
            setDraft(null)
            setMemoryOnly(false)
            setDone(false)
            go(null)
          }}
        >
          {m.pulse_surveys_preview_again()}
        </Button>
      </Page>
    )
  }
  if (place < 0 || !draft) {
    return (
      <BeforeScreen
        wave={{ name, promise, code: [], issued: false, restored: null }}
        answering={beginning}
        withoutCode={m.pulse_surveys_preview_code()}
      />
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

import type { Locale } from '../../i18n/locale.ts'
import type { Thresholds } from '../report.ts'
import { BeforeScreen } from './before-screen.tsx'
import { CheckScreen } from './check-screen.tsx'
import { QuestionScreen } from './question-screen.tsx'
import { SendingScreen, SentScreen } from './sent-screen.tsx'
import { useAnswering } from './use-answering.tsx'

/** What the server tells the page of an open wave and of me in it. */
export interface AnsweredWave {
  id: string
  title: Record<Locale, string>
  questions: number
  minutes: number
  thresholds: Thresholds
  closesAt: number
  timeZone: string
  /** The wave code as the server says it; the browser reckons its own. */
  code: string[]
  /** I have taken my token. */
  issued: boolean
}

/** Answering a wave, one screen at a time. Which screen is told by the device, never by the server. */
export function AnsweringPage({ wave }: { wave: AnsweredWave }) {
  const answering = useAnswering(wave.id, wave.closesAt)
  const { draft, sent, place, checked } = answering
  if (sent) return <SentScreen wave={wave} answering={answering} />
  if (draft?.sealed) return <SendingScreen answering={answering} />
  const survey = checked?.manifest.survey
  if (!survey || draft?.token.step !== 'signed' || place === null) {
    return <BeforeScreen wave={wave} answering={answering} />
  }
  const question = survey.questions[place]
  if (!question) return <CheckScreen wave={wave} survey={survey} answering={answering} />
  return (
    <QuestionScreen
      key={question.id}
      question={question}
      place={place}
      count={survey.questions.length}
      answering={answering}
    />
  )
}

import type { AnsweredWave } from './answering.tsx'
import { CheckScreen } from './check-screen.tsx'
import { QuestionScreen } from './question-screen.tsx'
import { SendingScreen, SentScreen } from './sent-screen.tsx'
import type { Answering } from './use-answering.tsx'

/** Everything after Start, loaded when somebody starts: whoever only reads the promise does without. */
export default function Screens({ wave, answering }: { wave: AnsweredWave; answering: Answering }) {
  const { draft, sent, place, checked } = answering
  if (sent) return <SentScreen wave={wave} answering={answering} />
  if (draft?.sealed) return <SendingScreen answering={answering} />
  const { survey } = checked!.manifest
  const question = survey.questions[place!]
  if (!question) return <CheckScreen wave={wave} survey={survey} answering={answering} />
  return (
    <QuestionScreen
      key={question.id}
      question={question}
      place={place!}
      count={survey.questions.length}
      answering={answering}
    />
  )
}

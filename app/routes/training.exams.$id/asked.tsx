import { m } from '../../i18n/messages.ts'
import type { ExamView } from '../../training/certificates/exam.server.ts'
import { Explanations } from '../../training/claim-sheet.tsx'
import { QuestionFeedback, QuestionForm } from '../../training/question-card.tsx'
import { InlineText } from '../../training/text.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Steps } from '../../ui/steps.tsx'

interface Props {
  id: string
  name: string
  view: ExamView
  error: string | undefined
}

/** One question of an exam, and once it is answered why. */
export function Asked({ id, name, view, error }: Props) {
  const { screen, moduleTitle, claims, terms } = view
  if (screen.kind !== 'question' || !screen.question) return null
  const { now, of } = screen.question
  const address = `/training/exams/${id}`
  return (
    <>
      <div className="mx-auto w-full max-w-5xl px-4 pt-4 sm:px-6">
        <div className="max-w-2xl">
          <Steps label={m.training_exam_step({ now, of })} now={now} of={of} />
        </div>
      </div>
      <Page title={<InlineText nodes={screen.prompt} />} eyebrow={name}>
        {screen.feedback ? (
          <>
            <QuestionFeedback
              screen={screen}
              back={m.training_exam_from_module({ title: moduleTitle })}
            />
            <ButtonLink
              to={now < of ? `${address}?question=${now + 1}` : address}
              className="w-full sm:w-auto"
            >
              {now < of ? m.training_exam_next() : m.training_exam_end()}
              <Icon name="arrow-right" flip />
            </ButtonLink>
          </>
        ) : (
          <QuestionForm screen={screen} error={error} action={`${address}?question=${now}`}>
            <input type="hidden" name="asked" value={now} />
          </QuestionForm>
        )}
      </Page>
      <Explanations claims={claims} terms={terms} />
    </>
  )
}

import type { ReactNode } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { CardView } from '../../training/cards/card.server.ts'
import { Explanations } from '../../training/claim-sheet.tsx'
import { QuestionFeedback, QuestionForm } from '../../training/question-card.tsx'
import { InlineText } from '../../training/text.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Steps } from '../../ui/steps.tsx'

interface Props {
  view: CardView
  error: string | undefined
  notice: ReactNode
}

/** One card: a question, and once it is answered why. */
export function Asked({ view, error, notice }: Props) {
  const { screen, card, moduleTitle, backOn, claims, terms } = view
  if (screen.kind !== 'question' || !screen.question) return null
  const { now, of } = screen.question
  const address = `/training/cards?card=${now}`
  return (
    <>
      <div className="mx-auto w-full max-w-5xl px-4 pt-4 sm:px-6">
        <div className="max-w-2xl">
          <Steps label={m.training_cards_step({ now, of })} now={now} of={of} />
        </div>
      </div>
      <Page title={<InlineText nodes={screen.prompt} />} eyebrow={moduleTitle}>
        {notice}
        {backOn === null ? (
          <QuestionForm screen={screen} error={error} action={address}>
            <input type="hidden" name="asked" value={card} />
            <label className="choice">
              <input type="checkbox" name="unsure" value="yes" aria-describedby="unsure-hint" />
              <span>
                {m.training_cards_unsure()}
                <span id="unsure-hint" className="block text-sm text-muted">
                  {m.training_cards_unsure_hint()}
                </span>
              </span>
            </label>
          </QuestionForm>
        ) : (
          <>
            <QuestionFeedback
              screen={screen}
              back={m.training_cards_back({ day: formatDay(backOn) })}
            />
            <ButtonLink
              to={now < of ? `/training/cards?card=${now + 1}` : '/training/cards'}
              className="w-full sm:w-auto"
            >
              {now < of ? m.training_cards_next() : m.training_cards_end()}
              <Icon name="arrow-right" flip />
            </ButtonLink>
          </>
        )}
      </Page>
      <Explanations claims={claims} terms={terms} />
    </>
  )
}

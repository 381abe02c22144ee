import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { Steps } from '../ui/steps.tsx'
import type { InputName } from './calculator.ts'
import { ChainCalculator, type RuleView } from './chain-calculator.tsx'
import { ChainLinks } from './chain-links.tsx'
import { Explanations } from './claim-sheet.tsx'
import { QuestionFeedback, QuestionForm } from './question-card.tsx'
import { LINE_LENGTH, type ScreenView } from './screen.ts'
import { StayExperiment } from './stay-experiment.tsx'
import { Text } from './text.tsx'

export interface StepView extends ScreenView {
  slug: string
  step: number
  of: number
  /** This try is over: the screen is read again. */
  finished: boolean
  /** Of the calculator; empty on all other screens. */
  typed: Partial<Record<InputName, string>>
  stay: boolean
  before: string
  after: string
  rule: RuleView | null
}

/** One screen of a module: how far, one thing, and the way on. */
export function StepScreen({ view, error }: { view: StepView; error?: string | undefined }) {
  const { slug, step, of, screen } = view
  return (
    <>
      <div className="mx-auto w-full max-w-5xl px-4 pt-4 sm:px-6">
        <div className="flex max-w-2xl items-center gap-2">
          <Link
            to={step > 1 ? `/training/${slug}/${step - 1}` : `/training/${slug}`}
            aria-label={m.common_back()}
            className="-ms-2.5 grid size-11 shrink-0 place-items-center rounded-full text-ink hover:bg-sunk"
          >
            <Icon name="arrow-left" flip />
          </Link>
          <div className="flex-1">
            <Steps label={m.training_step({ now: step, of })} now={step} of={of} />
          </div>
        </div>
      </div>
      <Page title={'prompt' in screen ? screen.prompt : screen.title} eyebrow={eyebrow(screen)}>
        <Body view={view} error={error} />
      </Page>
      <Explanations claims={view.claims} terms={view.terms} />
    </>
  )
}

function eyebrow(screen: ScreenView['screen']): ReactNode {
  if (screen.kind === 'question' && screen.question)
    return m.training_question_now({ now: screen.question.now, of: screen.question.of })
  if (screen.kind === 'guess') return screen.title
  if (screen.kind === 'worked-example') return m.training_example()
  return undefined
}

function Body({ view, error }: { view: StepView; error?: string | undefined }) {
  const { screen, slug, step } = view
  switch (screen.kind) {
    case 'text':
    case 'worked-example':
      return (
        <>
          <Prose>
            <Text nodes={screen.body} />
          </Prose>
          <GoOn />
        </>
      )
    case 'chain':
      return (
        <>
          <Prose>
            <Text nodes={screen.body} />
          </Prose>
          <ChainLinks links={screen.links} />
          <GoOn />
        </>
      )
    case 'calculator':
      return (
        <>
          <Tabs stay={view.stay} />
          {view.stay ? (
            <StayExperiment text={screen.experiment} before={view.before} after={view.after} />
          ) : (
            <>
              <Prose>
                <Text nodes={screen.body} />
              </Prose>
              <ChainCalculator typed={view.typed} rule={view.rule} how={screen.how} />
            </>
          )}
          <GoOn />
        </>
      )
    case 'guess':
    case 'question':
      if (screen.feedback)
        return (
          <>
            <QuestionFeedback screen={screen} />
            <ButtonLink to={`/training/${slug}/${step + 1}`} className="w-full sm:w-auto">
              {m.common_continue()}
              <Icon name="arrow-right" flip />
            </ButtonLink>
          </>
        )
      return (
        <>
          {screen.kind === 'guess' && <p className="text-muted">{m.training_guess_note()}</p>}
          <QuestionForm screen={screen} error={error} />
        </>
      )
    case 'line':
      return (
        <>
          <Prose>
            <Text nodes={screen.body} />
          </Prose>
          <Form method="post" className="space-y-6">
            <TextArea
              id="line"
              name="line"
              maxLength={LINE_LENGTH}
              defaultValue={screen.line}
              label={m.training_line_label()}
              hint={m.training_line_private()}
            />
            <Button className="w-full sm:w-auto">
              {view.finished ? m.training_line_keep() : m.training_finish()}
            </Button>
          </Form>
        </>
      )
  }
}

function Prose({ children }: { children: ReactNode }) {
  return <div className="prose text-[1.0625rem] leading-relaxed normal-nums">{children}</div>
}

/** Reading on is saved, so that another device opens where this one stopped. */
function GoOn() {
  return (
    <Form method="post">
      <Button className="w-full sm:w-auto">
        {m.common_continue()}
        <Icon name="arrow-right" flip />
      </Button>
    </Form>
  )
}

function Tabs({ stay }: { stay: boolean }) {
  const tab = (chosen: boolean) =>
    `grid min-h-11 flex-1 place-items-center rounded-lg px-3 text-center no-underline ${chosen ? 'bg-raised font-medium text-ink shadow-sm' : 'text-muted'}`
  return (
    <nav
      aria-label={m.training_calc_tab_label()}
      className="flex gap-1 rounded-xl border border-line bg-sunk p-1"
    >
      <Link to="?" className={tab(!stay)} aria-current={stay ? undefined : 'true'}>
        {m.training_calc_tab_chain()}
      </Link>
      <Link to="?view=stay" className={tab(stay)} aria-current={stay ? 'true' : undefined}>
        {m.training_calc_tab_stay()}
      </Link>
    </nav>
  )
}

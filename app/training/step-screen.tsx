import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { Steps } from '../ui/steps.tsx'
import { Explanations } from './claim-sheet.tsx'
import { QuestionFeedback, QuestionForm } from './question-card.tsx'
import { Awake, Interactive } from './interactives/interactive.tsx'
import { Picture } from './picture.tsx'
import { LINE_LENGTH, type ScreenView } from './screen.ts'
import { InlineText, Text } from './text.tsx'

export interface StepView extends ScreenView {
  slug: string
  step: number
  of: number
  /** The private line, on its screen; else empty. */
  line: string
  /** This try is over: the screen is read again. */
  finished: boolean
  moduleTitle: string
  /** In a preview: the address of its screens, up to their number. */
  preview?: string
}

/** Another screen of the same module; 0 is its front page. */
function screenAt({ slug, preview }: StepView, step: number): string {
  if (preview) return preview + Math.max(1, step)
  return step > 0 ? `/training/${slug}/${step}` : `/training/${slug}`
}

/** What the server said of a form it did not take. */
export interface Refused {
  error: string
  /** What was sent, to be shown again. */
  sent: Record<string, string>
}

/** One screen of a module: how far, one thing, and the way on. */
export function StepScreen({ view, refused }: { view: StepView; refused?: Refused | undefined }) {
  const { step, of, screen } = view
  return (
    <>
      <div className="mx-auto w-full max-w-5xl px-4 pt-4 sm:px-6">
        <div className="flex max-w-2xl items-center gap-2">
          <Link
            to={screenAt(view, step - 1)}
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
      <Page
        title={'prompt' in screen ? <InlineText nodes={screen.prompt} /> : screen.title}
        eyebrow={eyebrow(screen)}
      >
        <Body view={view} refused={refused} />
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

function Body({ view, refused }: { view: StepView; refused: Refused | undefined }) {
  const { screen, step } = view
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
    case 'picture':
      return (
        <>
          {screen.picture && <Picture picture={screen.picture} />}
          <Prose>
            <Text nodes={screen.body} />
          </Prose>
          <GoOn />
        </>
      )
    case 'interactive':
      return (
        <>
          <Prose>
            <Text nodes={screen.body} />
          </Prose>
          <Interactive screen={screen} refused={refused} />
          <GoOn />
        </>
      )
    case 'guess':
    case 'question':
      if (screen.feedback)
        return (
          <>
            <QuestionFeedback screen={screen} />
            <ButtonLink to={screenAt(view, step + 1)} className="w-full sm:w-auto">
              {m.common_continue()}
              <Icon name="arrow-right" flip />
            </ButtonLink>
          </>
        )
      return (
        <>
          {screen.kind === 'guess' && <p className="text-muted">{m.training_guess_note()}</p>}
          <QuestionForm screen={screen} error={refused?.error}>
            <Awake />
          </QuestionForm>
        </>
      )
    case 'line':
      return (
        <>
          <Prose>
            <Text nodes={screen.body} />
          </Prose>
          <Form method="post" className="space-y-6">
            <Awake />
            <TextArea
              id="line"
              name="line"
              maxLength={LINE_LENGTH}
              defaultValue={view.line}
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
      <Awake />
      <Button className="w-full sm:w-auto">
        {m.common_continue()}
        <Icon name="arrow-right" flip />
      </Button>
    </Form>
  )
}

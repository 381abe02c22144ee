import { useFetcher, useLocation } from '@remix-run/react'
import {
  type ComponentProps,
  createContext,
  forwardRef,
  type FormEvent,
  Suspense,
  useContext,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { m, spoken } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { tellEntered } from '../../ui/entered-early.ts'
import { useErrorTitle } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Screen } from '../screen.ts'
import type { Refused } from '../step-screen.tsx'
import { Pixels } from './pixels.tsx'

type Fetcher = ReturnType<typeof useFetcher<Refused | { kept: true }>>

interface Doing {
  fetcher: Fetcher
  /** What was typed into a form that was refused. */
  sent: Record<string, string>
  error: string | null
}

const DoingContext = createContext<Doing | null>(null)

/** For a kind's pixels: the sentence on a refused form, what was typed into it, and a way to keep without a button. */
export function useDoing() {
  const doing = useContext(DoingContext)
  if (!doing) throw new Error('outside of an interactive')
  return doing
}

interface FormProps extends Omit<ComponentProps<'form'>, 'method' | 'action' | 'encType'> {
  /** Id of what the page comes back at before JavaScript. */
  at?: string | undefined
}

/**
 * The form of a tap: `<DoingForm><button name="do" value="put:corner:shop">`. Before JavaScript the page
 * comes back at `at`; with it nothing moves but what the tap changed.
 */
export const DoingForm = forwardRef<HTMLFormElement, FormProps>(function DoingForm(
  { children, at = 'doing', ...rest },
  ref,
) {
  const { fetcher } = useDoing()
  const { search } = useLocation()
  const form = useRef<HTMLFormElement>(null)
  useImperativeHandle(ref, () => form.current!, [])
  // What was entered before the interactive was fetched.
  useEffect(() => tellEntered((control) => control.form === form.current), [])
  return (
    <fetcher.Form {...rest} ref={form} method="post" action={`${search}#${at}`}>
      <Awake />
      {children}
    </fetcher.Form>
  )
})

/** One interactive of a module, whatever its kind; what a tap answers is spoken, and the focus is never lost. */
export function Interactive({
  screen,
  refused,
}: {
  screen: Extract<Screen, { kind: 'interactive' }>
  refused: Refused | undefined
}) {
  const fetcher: Fetcher = useFetcher()
  // What was refused before the page was awake is over with the first answer after.
  const last = fetcher.data ?? refused
  const answer = last && 'error' in last ? last : null
  // A refusal is a sentence of the language it was asked in; in another one only what was entered stays.
  const [told, setTold] = useState({ last, language: spoken() })
  if (told.last !== last) setTold({ last, language: spoken() })
  const error = told.language === spoken() ? answer?.error : undefined
  useErrorTitle(error && last)
  const pressed = useRef<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  // A button that did its work may be gone: the focus then goes to its successor (of the same id), else to
  // what comes next (data-next), else to the whole.
  useEffect(() => {
    if (pressed.current === null || fetcher.state !== 'idle') return
    const before = pressed.current
    pressed.current = null
    if (document.activeElement && document.activeElement !== document.body) return
    const same = before === '' ? null : document.getElementById(before)
    const next = box.current?.querySelector<HTMLElement>('[data-next]')
    ;(same ?? next ?? box.current)?.focus({ preventScroll: true })
    // What comes next is looked at together with what was said before it and what to do about it.
    if (!same) next?.scrollIntoView({ block: 'center' })
  }, [fetcher.state, screen.view])
  // What is wrong stands on top, and is not missed from a button far below.
  const wrong = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) wrong.current?.focus()
  }, [error, fetcher.data])
  function remember(event: FormEvent) {
    pressed.current = (event.nativeEvent as SubmitEvent).submitter?.id ?? ''
  }
  // Begun anew, a kind forgets what it remembered by itself.
  const [before, setBefore] = useState({ begun: screen.begun, round: 0 })
  if (before.begun !== screen.begun)
    setBefore({ begun: screen.begun, round: before.round + (screen.begun ? 0 : 1) })
  // A kind may have its own words for it, and be told so by a view that ends.
  const own = (screen.view as { anew?: string } | null)?.anew
  return (
    <DoingContext.Provider value={{ fetcher, sent: answer?.sent ?? {}, error: error ?? null }}>
      <div
        id="doing"
        ref={box}
        tabIndex={-1}
        onSubmit={remember}
        className="scroll-mt-4 space-y-6 outline-none"
      >
        {error && (
          <div ref={wrong} tabIndex={-1} className="scroll-mt-4 outline-none">
            <Notice look="bad" live="alert">
              <p id="doing-error">{error}</p>
            </Notice>
          </div>
        )}
        <Suspense fallback={<div className="min-h-64" />}>
          <Pixels key={before.round} name={screen.name} view={screen.view} />
        </Suspense>
        {screen.begun && (
          <DoingForm className="flex flex-wrap items-center gap-x-4">
            <Button look={own ? 'second' : 'quiet'} name="do" value="anew">
              {own ?? m.training_work_anew()}
            </Button>
            <span className="text-sm text-muted">{m.common_saved()}</span>
          </DoingForm>
        )}
      </div>
    </DoingContext.Provider>
  )
}

/** Tells the server that this page shows what it answers; before JavaScript a form is answered with a way to go. */
export function Awake() {
  const awake = useAwake()
  return awake ? <input type="hidden" name="awake" value="1" /> : null
}

/** False on the server and until the page answers by itself. */
export function useAwake(): boolean {
  const [awake, setAwake] = useState(false)
  useBeforePaint(() => setAwake(true), [])
  return awake
}

const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect

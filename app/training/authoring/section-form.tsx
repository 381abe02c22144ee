import { Form, useFetcher, useNavigation } from '@remix-run/react'
import {
  type FormEvent,
  type MutableRefObject,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type AtFields, Fields } from './fields.tsx'
import type { FormPart } from './form.ts'

interface Props {
  /** Another one where the form is to be drawn anew. */
  drawn: string
  parts: FormPart[]
  /** Of what the form was drawn from. */
  mark: string
  /** Of what was stored meanwhile, while the form still shows what it was drawn from. */
  stored: string | undefined
  /** Said of this section by the check; a fault without a field is about the whole of it. */
  faults: { field: string | null; message: string }[]
  theirs: Record<string, string>
  /** Called after each quiet saving; stays the same function. */
  saved: () => void
  children?: ReactNode
}

/** What was typed and is not known to be kept, by field: a form that is drawn anew meanwhile begins with it. */
type Late = Map<string, string | boolean>

/** What an autosave is answered. */
type Answer = { mark: string } | { conflict: true } | { typed: string[] }

/** Typing rests so long before it is kept. */
const REST_MS = 1200
/** Id of the form of a section. */
export const SECTION_FORM = 'section'

/** The form of one section, which keeps what is being typed also where an answer draws it anew. */
export function SectionForm({ drawn, ...props }: Props) {
  const [late] = useState<Late>(() => new Map())
  const left = useRef<() => void>()
  useEffect(() => () => left.current?.(), [])
  return <DrawnForm key={drawn} late={late} left={left} {...props} />
}

/**
 * A plain form; with JavaScript it also keeps what is typed while one goes on, and says so quietly. Where somebody else changed the same section, it stops and says that instead.
 */
function DrawnForm({
  parts,
  mark,
  stored,
  late,
  faults,
  theirs,
  saved,
  children,
  left,
}: Omit<Props, 'drawn'> & { late: Late; left: MutableRefObject<(() => void) | undefined> }) {
  const form = useRef<HTMLFormElement>(null)
  const keeper = useFetcher<Answer>()
  const settled = useNavigation().state === 'idle'
  const rest = useRef<ReturnType<typeof setTimeout>>()
  const onItsWay = useRef<Late>(new Map())
  const [typing, setTyping] = useState(false)
  const stopped = keeper.data !== undefined && !('mark' in keeper.data)
  const kept = keeper.data && 'mark' in keeper.data ? keeper.data.mark : mark
  const present = stored !== undefined && stored !== mark ? stored : kept
  const at = useMemo<AtFields>(() => {
    const named = faults.flatMap(({ field, message }) => (field ? [[field, message]] : []))
    return { faults: Object.fromEntries(named) as Record<string, string>, theirs }
  }, [faults, theirs])
  const errors = useMemo(
    () =>
      faults
        .map(({ field, message }) => ({ field: field ?? SECTION_FORM, message }))
        .filter(({ field }, i, all) => all.findIndex((one) => one.field === field) === i),
    [faults],
  )

  useEffect(() => {
    const [drawn, here] = [form.current, window.location.pathname]
    // Whoever goes on to another page has not waited for what they typed last: it goes by itself.
    left.current = () => {
      if (late.size > 0 && drawn) {
        const body = new URLSearchParams([...quietly(drawn)] as [string, string][])
        void fetch(here, { method: 'POST', body, keepalive: true })
      }
    }
    if (late.size > 0 && form.current) {
      writeLate(form.current, late)
      rest.current = setTimeout(keep, REST_MS)
    }
    return () => clearTimeout(rest.current)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the form was drawn
  }, [])
  useEffect(() => {
    if (keeper.state !== 'idle' || !keeper.data || !('mark' in keeper.data)) return
    // A page on its way may have been read before this was kept: its form is to begin with it.
    if (!settled) return
    for (const [name, value] of onItsWay.current) if (late.get(name) === value) late.delete(name)
    saved()
  }, [keeper.state, keeper.data, settled, saved, late])

  function typed({ target }: FormEvent<HTMLFormElement>) {
    const field = target as unknown as HTMLInputElement
    late.set(field.name, field.type === 'checkbox' ? field.checked : field.value)
    if (stopped) return
    setTyping(true)
    clearTimeout(rest.current)
    rest.current = setTimeout(keep, REST_MS)
  }

  function keep() {
    if (!form.current) return
    if (keeper.state !== 'idle') return void (rest.current = setTimeout(keep, REST_MS))
    onItsWay.current = new Map(late)
    setTyping(false)
    keeper.submit(quietly(form.current), { method: 'post' })
  }

  const withPicture = parts.some(({ type }) => type === 'picture')
  const said = typing || keeper.state !== 'idle' ? '' : keeper.data ? m.common_saved() : ''
  return (
    <Form
      method="post"
      ref={form}
      // The control of a file is `required` for its looks alone: a form without a new picture is whole.
      {...(withPicture ? { encType: 'multipart/form-data', noValidate: true } : {})}
      id={SECTION_FORM}
      tabIndex={-1}
      onInput={typed}
      onSubmit={() => {
        clearTimeout(rest.current)
        late.clear()
      }}
      className="scroll-mt-4 space-y-8 outline-none"
    >
      {/* Enter in a field presses the first button of a form. */}
      <button name="check" value="1" className="sr-only" tabIndex={-1} aria-hidden="true" />
      <input type="hidden" name="mark" value={present} />
      <ErrorSummary errors={errors} />
      <Fields parts={parts} at={at} />
      {stopped && (
        <Notice look="warn" live="alert">
          {m.training_author_conflict_quiet()}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3 border-t border-line bg-paper py-3 sm:sticky sm:bottom-0">
        <Button name="check" value="1">
          {m.training_author_save()}
        </Button>
        {children}
        <p role="status" className="text-sm text-muted">
          {stopped ? '' : said}
        </p>
      </div>
    </Form>
  )
}

/** What the form holds, to be kept without an answer that is drawn. A picture goes when it is put in, not while one types. */
function quietly(form: HTMLFormElement): FormData {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
  data.set('quiet', '1')
  return data
}

/** Puts back what was typed while an answer was on its way, and the caret into the field it was typed in. */
function writeLate(form: HTMLFormElement, late: Late): void {
  let last: HTMLElement | null = null
  for (const [name, value] of late) {
    const field = form.elements.namedItem(name)
    if (field instanceof RadioNodeList) field.value = String(value)
    if (!(field instanceof HTMLElement)) continue
    last = field
    if (typeof value === 'boolean') (field as HTMLInputElement).checked = value
    else if ((field as HTMLInputElement).type !== 'file') (field as HTMLInputElement).value = value
  }
  if (document.activeElement === document.body) last?.focus()
}

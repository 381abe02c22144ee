import { Form } from '@remix-run/react'
import { useMemo, useRef, useState, type FormEvent } from 'react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Choices, FieldError, SelectField, TextArea } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { GradeMark, gradeHint, gradeIcon, gradeLabel, signLabel } from './labels.tsx'
import { GRADES, LONGEST, SIGNS } from './kinds.ts'
import { PlacePicker, type Place } from './place-picker.tsx'
import type { ObservationCard } from './card.server.ts'
import { mostAlike } from './similar.ts'
import type { Fields } from './draft.client.ts'
import { useDraft } from './use-draft.tsx'

export interface FormReply {
  initialValue?: Record<string, unknown> | null | undefined
  error?: Record<string, string[] | null> | null | undefined
}

interface Props {
  formKey: string
  /** What locks a begun one on this device; null where nothing is kept. */
  draftKey: string | null
  places: Place[]
  query: string
  chosen: string
  /** Sites to choose from, for people above all sites. */
  sites: { id: string; name: string }[]
  /** Open observations of my site, to say "me too" instead. */
  open: ObservationCard[]
  reply: FormReply | undefined
}

/** Similar ones beside a form: more would stand in its way. */
const MOST_SHOWN = 3

const sentence: Record<string, () => string> = {
  touchpoint: () => m.feedback_error_touchpoint(),
  grade: () => m.feedback_error_grade(),
  note: () => m.feedback_error_long(),
  suggestion: () => m.feedback_error_long(),
  siteId: () => m.feedback_error_site(),
}

function errorsIn(reply: FormReply | undefined) {
  return Object.keys(reply?.error ?? {}).map((field) => {
    const words = sentence[field]
    if (words) return { field, message: words() }
    return { field: 'touchpoint', message: m.feedback_error_form() }
  })
}

/** Where what was begun stands: in the form, out of it at its author's wish, or brought back. */
type Begun = { round: number; cleared: Fields | null; back: Fields | null }

/** One screen, half a minute; the same before JavaScript, where searching is a question to the server. */
export function ObservationForm(props: Props) {
  const [begun, setBegun] = useState<Begun>({ round: 0, cleared: null, back: null })
  const next = (change: Partial<Begun>) => {
    setBegun(({ round }) => ({ round: round + 1, cleared: null, back: null, ...change }))
    // The button that was pressed is gone.
    document.querySelector<HTMLElement>('h1')?.focus()
  }
  return <OneForm key={begun.round} {...props} begun={begun} next={next} />
}

interface OneProps extends Props {
  begun: Begun
  next: (change: Partial<Begun>) => void
}

function OneForm(props: OneProps) {
  const { formKey, draftKey, places, query, chosen, sites, open, reply, begun, next } = props
  const kept = reply?.initialValue ?? {}
  const text = (name: string) => (typeof kept[name] === 'string' ? kept[name] : '')
  const signs = [kept.signs ?? []].flat().map(String)
  const [place, setPlace] = useState(text('touchpoint') || chosen)

  const wrong = useMemo(() => errorsIn(reply), [reply])
  const errorOf = (field: string) => wrong.find((one) => one.field === field)?.message
  // One without words says nothing that could be the same.
  const here = open.filter((one) => one.touchpoint === place && (one.note || one.suggestion))
  const [typed, setTyped] = useState('')
  // What is typed is compared on the phone, with the open ones it has anyway: nothing is sent for it.
  const like = mostAlike(typed, here)
  const shown = (like.length > 0 ? like : here).slice(0, MOST_SHOWN)
  const type = ({ currentTarget: { form } }: FormEvent<HTMLTextAreaElement>) => {
    const fields = form ? [...new FormData(form)] : []
    const words = fields.filter(([name]) => name === 'note' || name === 'suggestion')
    setTyped(words.map(([, text]) => (typeof text === 'string' ? text : '')).join(' '))
  }

  const form = useRef<HTMLFormElement>(null)
  const { found, drop } = useDraft(form, draftKey, begun.back)
  const told = (found && !reply) || begun.cleared

  return (
    <>
      <ErrorSummary errors={wrong} />
      {/* There before it speaks, and takes no room until then. */}
      <div role="status" className={told ? '' : 'absolute'}>
        {found && !reply && (
          <Notice>
            <p>{m.feedback_draft_found()}</p>
            <Button
              type="button"
              look="quiet"
              onClick={() => void drop().then((cleared) => next({ cleared }))}
            >
              {m.feedback_draft_drop()}
            </Button>
          </Notice>
        )}
        {begun.cleared && (
          <Notice>
            <p>{m.feedback_draft_dropped()}</p>
            <Button type="button" look="quiet" onClick={() => next({ back: begun.cleared })}>
              {m.feedback_draft_back()}
            </Button>
          </Notice>
        )}
      </div>
      <Form id="find" method="get" role="search" aria-label={m.feedback_find_label()} />
      {/* Forms of their own: Enter in the one below must send what was typed there, and nothing else. */}
      {shown.map(({ id }) => (
        <Form key={id} id={`join-${id}`} method="post" action={`/feedback/${id}/join`} />
      ))}
      <Form method="post" ref={form} className="space-y-8">
        {/* A browser that restores fields must not restore this one: the next observation would pass for the last. */}
        <input type="hidden" name="key" value={formKey} autoComplete="off" />
        {sites.length > 0 && (
          <SelectField
            id="siteId"
            name="siteId"
            label={m.feedback_site()}
            error={errorOf('siteId')}
            defaultValue={text('siteId')}
          >
            <option value="">{m.feedback_site_choose()}</option>
            {sites.map((site) => (
              <option key={site.id} value={site.id}>
                {site.name}
              </option>
            ))}
          </SelectField>
        )}
        <div>
          <PlacePicker
            places={places}
            query={query}
            findForm="find"
            chosen={place}
            onChoose={setPlace}
            error={errorOf('touchpoint')}
          />
          <Similar observations={like.length === 0 ? shown : []} />
        </div>
        <GradeChoice chosen={text('grade')} error={errorOf('grade')} />
        <div>
          <TextArea
            id="note"
            name="note"
            label={<Optional>{m.feedback_note()}</Optional>}
            hint={m.feedback_note_hint()}
            error={errorOf('note')}
            defaultValue={text('note')}
            maxLength={LONGEST}
            onInput={type}
          />
          <Similar observations={like.length > 0 ? shown : []} />
        </div>
        <details open={signs.length > 0} className="group">
          <summary className="flex min-h-12 list-none items-center gap-2 font-medium">
            <Icon name="plus" className="size-5 text-accent group-open:hidden" />
            <Icon name="minus" className="hidden size-5 text-accent group-open:block" />
            <Optional>{m.feedback_signs()}</Optional>
          </summary>
          <div className="mt-2">
            <Choices
              name="signs"
              type="checkbox"
              legend={<span className="sr-only">{m.feedback_signs()}</span>}
              hint={m.feedback_signs_hint()}
              options={SIGNS.map((sign) => ({ value: sign, label: signLabel[sign]() }))}
              chosen={signs}
            />
          </div>
        </details>
        <TextArea
          id="suggestion"
          name="suggestion"
          label={<Optional>{m.feedback_suggestion()}</Optional>}
          error={errorOf('suggestion')}
          defaultValue={text('suggestion')}
          maxLength={LONGEST}
          rows={2}
          onInput={type}
        />
        <label className="choice items-start">
          <input type="checkbox" name="named" defaultChecked={kept.named === 'on'} />
          <span>
            {m.feedback_named()}
            <span className="block text-sm text-muted">{m.feedback_named_hint()}</span>
          </span>
        </label>
        <div className="sticky bottom-14 -mx-4 border-t border-line bg-paper px-4 py-3 sm:static sm:mx-0 sm:border-0 sm:p-0">
          <Button className="w-full sm:w-auto">
            <Icon name="send" flip />
            {m.feedback_send()}
          </Button>
        </div>
      </Form>
    </>
  )
}

function Optional({ children }: { children: string }) {
  return (
    <span>
      {children} <span className="text-sm font-normal text-muted">({m.common_optional()})</span>
    </span>
  )
}

function GradeChoice({ chosen, error }: { chosen: string; error: string | undefined }) {
  return (
    <fieldset
      id="grade"
      tabIndex={-1}
      aria-describedby={error && 'grade-error'}
      className="min-w-0"
    >
      <legend className="mb-3 text-xl font-semibold">{m.feedback_grade()}</legend>
      {error && (
        <div className="mb-2">
          <FieldError id="grade">{error}</FieldError>
        </div>
      )}
      <div className="grid grid-cols-3 gap-2">
        {GRADES.map((grade) => (
          <label key={grade} className="choice relative flex-col gap-1 px-1 py-3 text-center">
            <input
              type="radio"
              name="grade"
              value={grade}
              defaultChecked={grade === chosen}
              className="absolute start-2 top-2"
            />
            <Icon name={gradeIcon[grade]} className="size-8" />
            <span className="font-medium">{gradeLabel[grade]()}</span>
            <span className="text-sm leading-tight text-muted">{gradeHint[grade]()}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What is there already, each with its "me too"; the line that says so is read out as it comes. */
function Similar({ observations }: { observations: ObservationCard[] }) {
  const some = observations.length > 0
  const box = some ? 'mt-4 rounded-xl bg-accent-soft p-4' : ''
  return (
    <div className={box}>
      <div role="status">
        {some && (
          <>
            <p className="font-medium">{m.feedback_similar()}</p>
            <p className="text-sm">{m.feedback_similar_hint()}</p>
          </>
        )}
      </div>
      {some && (
        <ul className="mt-3 divide-y divide-line">
          {observations.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <div id={`like-${one.id}`} className="min-w-0 flex-1 basis-48">
                <GradeMark grade={one.grade} wish={one.wish} />
                <p className="break-words">
                  <bdi>{[one.note, one.suggestion].filter(Boolean).join(' – ')}</bdi>
                </p>
              </div>
              {one.joined ? (
                <p className="text-sm">{m.feedback_me_too_said()}</p>
              ) : (
                <Button look="second" form={`join-${one.id}`} aria-describedby={`like-${one.id}`}>
                  <Icon name="thumbs-up" />
                  {m.feedback_me_too()}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

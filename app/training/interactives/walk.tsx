import { useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Text } from '../text.tsx'
import { DoingForm, useAwake, useDoing } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'
import type { Grade } from './walk.ts'

type View = ViewOf<'walk'>

const ICONS = { poor: 'frown', normal: 'meh', wow: 'star' } as const
const GRADES = ['poor', 'normal', 'wow'] as const

function gradeName(grade: Grade): string {
  return grade === 'poor'
    ? m.feedback_grade_poor()
    : grade === 'normal'
      ? m.feedback_grade_normal()
      : m.feedback_grade_wow()
}

/** A walk through one's own place: choose, grade one after another, and send as notes what one wishes. */
export default function Walk({ view }: { view: View }) {
  const { choose, next, entries, after } = view
  return (
    <>
      {choose && <Choose choose={choose} />}
      {next && <Mark key={next.touchpoint} view={view} next={next} />}
      {!choose && entries.length > 0 && <Mine view={view} />}
      {after && (
        <div className="prose">
          <Text nodes={after} />
        </div>
      )}
    </>
  )
}

function Choose({ choose }: { choose: NonNullable<View['choose']> }) {
  const { from, to, groups } = choose
  const { error } = useDoing()
  const awake = useAwake()
  const [n, setN] = useState(0)
  return (
    <DoingForm className="space-y-6">
      <p className="flex items-start gap-2 text-sm text-muted">
        <Icon name="lock" className="mt-0.5 size-4" />
        {m.training_walk_privacy()}
      </p>
      <h2>{m.training_walk_choose({ from, to })}</h2>
      {groups.map(({ group, name, touchpoints }) => (
        <fieldset
          key={group}
          aria-describedby={error ? 'doing-error' : undefined}
          className="space-y-2"
        >
          <legend className="mb-1 font-medium">{name}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {touchpoints.map((touchpoint) => (
              <label key={touchpoint.code} className="choice">
                <input
                  type="checkbox"
                  name="touchpoint"
                  value={touchpoint.code}
                  onChange={({ currentTarget: { checked } }) =>
                    setN((before) => before + (checked ? 1 : -1))
                  }
                />
                <span>{touchpoint.name}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <p role="status" className={`font-medium ${awake ? '' : 'invisible'}`}>
        {m.training_walk_chosen({ n, to })}
      </p>
      <Button look="second" name="do" value="choose" className="w-full sm:w-auto">
        {m.training_walk_choose_go()}
      </Button>
    </DoingForm>
  )
}

function Mark({ view, next }: { view: View; next: NonNullable<View['next']> }) {
  const { sent, error } = useDoing()
  const { touchpoint, name, now, grade, fix } = next
  return (
    <DoingForm className="space-y-5">
      <div className="space-y-1.5">
        <p className="text-sm text-muted">{m.training_walk_now({ now, of: view.of })}</p>
        <progress value={now} max={view.of} aria-hidden="true" />
      </div>
      <h2 tabIndex={-1} data-next="">
        {name}
      </h2>
      <fieldset aria-describedby={error ? 'doing-error' : undefined}>
        <legend className="mb-2 font-medium">{m.training_walk_grade()}</legend>
        <div className="grid gap-2 sm:grid-cols-3">
          {GRADES.map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="grade"
                value={one}
                required
                defaultChecked={(sent.grade ?? grade) === one}
              />
              <Icon name={ICONS[one]} className="size-5 text-accent" />
              <span>{gradeName(one)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea
        id="fix"
        name="fix"
        rows={2}
        maxLength={300}
        label={m.training_walk_fix()}
        hint={m.training_walk_fix_hint()}
        defaultValue={sent.fix ?? fix}
      />
      <Button look="second" name="do" value={`mark:${touchpoint}`} className="w-full sm:w-auto">
        {m.training_walk_keep()}
      </Button>
    </DoingForm>
  )
}

function Mine({ view }: { view: View }) {
  const { entries, next, site } = view
  const open = entries.filter(({ sent }) => !sent)
  const sends = !next && site !== null && open.length > 0
  const list = (
    <ul className="divide-y divide-line border-y border-line">
      {entries.map((entry) => (
        <Entry key={entry.touchpoint} entry={entry} ticking={sends && !entry.sent} />
      ))}
    </ul>
  )
  return (
    <section aria-labelledby="mine" className="space-y-3">
      <h2 id="mine" tabIndex={-1} data-next={next ? undefined : ''}>
        {m.training_walk_mine()}
      </h2>
      {sends ? (
        <DoingForm className="space-y-4" key={open.length}>
          {list}
          <div className="space-y-1">
            <h3>{m.training_walk_send_title()}</h3>
            <p className="text-muted">
              {m.training_walk_send_lead({ site: `\u2068${site}\u2069` })}
            </p>
          </div>
          <Button look="second" name="do" value="send" className="w-full sm:w-auto">
            <Icon name="send" flip />
            {m.training_walk_send()}
          </Button>
        </DoingForm>
      ) : (
        <DoingForm>{list}</DoingForm>
      )}
      {!next && site === null && <p className="text-muted">{m.training_walk_no_site()}</p>}
    </section>
  )
}

function Entry({ entry, ticking }: { entry: View['entries'][number]; ticking: boolean }) {
  const { touchpoint, name, grade, fix, sent } = entry
  if (!grade) return null
  const said = (
    <span className="min-w-0 flex-1">
      <span className="flex items-center gap-2 font-medium">
        <Icon name={ICONS[grade]} className="size-5 text-accent" label={gradeName(grade)} />
        {name}
      </span>
      <span dir="auto" className="block text-sm break-words text-muted">
        {fix || m.training_walk_no_fix()}
      </span>
      {sent && (
        <span className="flex items-center gap-1.5 text-sm">
          <Icon name="circle-check" className="size-4 text-accent" />
          {m.training_walk_sent()}
        </span>
      )}
    </span>
  )
  return (
    <li className="flex items-center gap-2 py-2">
      {ticking ? (
        <label className="choice flex-1">
          <input type="checkbox" name="note" value={touchpoint} />
          {said}
        </label>
      ) : (
        said
      )}
      {!sent && (
        <button
          name="do"
          value={`again:${touchpoint}`}
          aria-label={m.training_walk_again({ name })}
          className="grid size-11 shrink-0 place-items-center rounded-xl text-accent hover:bg-sunk"
        >
          <Icon name="pencil" />
        </button>
      )}
    </li>
  )
}

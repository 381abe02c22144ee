import { useEffect, useRef, useState } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'
import { InlineText, Text } from '../text.tsx'
import { DoingForm, useAwake, useDoing } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'

type View = ViewOf<'shares'>
type Chosen = NonNullable<View['chosen']>

/** Parts of a hundred, in number fields with sliders; then one action for one group. */
export default function Shares({ view }: { view: View }) {
  const { given, chosen, actions, after } = view
  const prompt = useRef<HTMLHeadingElement>(null)
  const before = useRef(given)
  // The question comes below a button that stays: it is shown, and read out.
  useEffect(() => {
    if (given && !before.current) {
      prompt.current?.focus({ preventScroll: true })
      prompt.current?.scrollIntoView({ block: 'center' })
    }
    before.current = given
  }, [given])
  return (
    <>
      <Estimate view={view} />
      {given && view.answers !== null && <Ours view={view} answers={view.answers} />}
      {view.says && <p className="text-muted">{view.says}</p>}
      {given && (
        <DoingForm className="space-y-4">
          <h2 id="prompt" ref={prompt} tabIndex={-1} className="outline-none">
            <InlineText nodes={view.prompt} />
          </h2>
          <ul aria-labelledby="prompt" className="space-y-2.5">
            {actions.map((action) => (
              <li key={action.id}>
                {chosen ? (
                  <div
                    className={`rounded-xl border-[1.5px] p-4 ${action.id === chosen.id ? 'border-accent bg-accent-soft' : 'border-line bg-raised'}`}
                  >
                    <InlineText nodes={action.text} />
                    {action.id === chosen.id && <Why chosen={chosen} />}
                  </div>
                ) : (
                  <button
                    name="do"
                    value={`act:${action.id}`}
                    className="block min-h-12 w-full rounded-xl border-[1.5px] border-edge bg-raised p-4 text-start hover:border-ink"
                  >
                    <InlineText nodes={action.text} />
                  </button>
                )}
              </li>
            ))}
          </ul>
        </DoingForm>
      )}
      {after && (
        <div className="prose">
          <Text nodes={after} />
        </div>
      )}
    </>
  )
}

function Estimate({ view }: { view: View }) {
  const { groups, given } = view
  const { sent, error } = useDoing()
  const awake = useAwake()
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      groups.map(({ id, share }) => [
        id,
        sent[`share-${id}`] ?? (share === null ? '' : `${share}`),
      ]),
    ),
  )
  const type = (id: string, text: string) => setTyped((before) => ({ ...before, [id]: text }))
  const sum = Object.values(typed).reduce((all, text) => all + (Number(text) || 0), 0)
  return (
    <DoingForm className="space-y-5" noValidate>
      {groups.map(({ id, name, hint }) => (
        <div key={id} className="space-y-1">
          <label htmlFor={`share-${id}`} className="block font-medium">
            {m.training_work_share({ name })}
          </label>
          <p id={`share-${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
          <div className="flex items-center gap-4">
            <input
              id={`share-${id}`}
              name={`share-${id}`}
              type="number"
              inputMode="numeric"
              min={0}
              max={100}
              step={1}
              value={typed[id]}
              onChange={(event) => type(id, event.currentTarget.value)}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `doing-error share-${id}-hint` : `share-${id}-hint`}
              className={`min-h-12 w-24 rounded-xl border-[1.5px] bg-raised px-3.5 py-2.5 text-base ${error ? 'border-bad' : 'border-edge'}`}
            />
            <input
              type="range"
              min={0}
              max={100}
              step={1}
              value={Math.min(100, Number(typed[id]) || 0)}
              onChange={(event) => type(id, event.currentTarget.value)}
              aria-label={m.training_work_share_slider({ name })}
              className={`h-11 min-w-0 flex-1 accent-accent ${awake ? '' : 'invisible'}`}
            />
          </div>
        </div>
      ))}
      <p role="status" className={`font-medium tabular-nums ${awake ? '' : 'invisible'}`}>
        {sum === 100
          ? m.training_work_shares_whole()
          : sum < 100
            ? m.training_work_shares_left({ n: 100 - sum })
            : m.training_work_shares_over({ n: sum - 100 })}
      </p>
      <Button id="give" name="do" value="give" look="second" className="w-full sm:w-auto">
        {given ? m.training_work_shares_change() : m.training_work_shares_give()}
      </Button>
    </DoingForm>
  )
}

function Why({ chosen }: { chosen: Chosen }) {
  const { moves: group, largest, why } = chosen
  const fits = largest.includes(group)
  return (
    <div role="status" tabIndex={-1} data-next="" className="mt-3 space-y-2 outline-none">
      {largest.length > 0 && (
        <p className="flex items-start gap-1.5 font-medium">
          <Icon name={fits ? 'circle-check' : 'arrow-right'} flip={!fits} className="mt-1 size-4" />
          {fits
            ? m.training_work_action_fits({ group })
            : m.training_work_action_other({ group, largest: largest[0] ?? '' })}
        </p>
      )}
      <Text nodes={why} />
    </div>
  )
}

/** Beside the estimate what our own customers said. */
function Ours({ view, answers }: { view: View; answers: number }) {
  return (
    <DataTable
      caption={m.training_work_shares_table()}
      columns={[
        { key: 'group', label: m.training_work_shares_group() },
        { key: 'mine', label: m.training_work_shares_mine(), numeric: true },
        {
          key: 'ours',
          label: m.training_work_shares_ours({ n: formatNumber(answers) }),
          numeric: true,
        },
      ]}
      rows={view.groups.map(({ id, name, share, ours }) => ({
        key: id,
        cells: {
          group: name,
          mine: <bdi>{share}</bdi>,
          ours: <bdi>{formatNumber(ours ?? 0)}</bdi>,
        },
      }))}
    />
  )
}

import { useRef, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { TOUCHPOINT_GROUPS, type Touchpoint } from '../touchpoints/touchpoint.ts'
import { Button } from '../ui/button.tsx'
import { FieldError } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { groupLabel } from './labels.tsx'

export interface Place extends Pick<Touchpoint, 'code' | 'group'> {
  name: string
}

interface Props {
  /** In the order of the customer's journey. */
  places: Place[]
  /** What was searched for by submitting, before JavaScript. */
  query: string
  /** The form of its own that the search field belongs to. */
  findForm: string
  chosen: string
  onChoose: (code: string) => void
  error: string | undefined
}

/** Where it was: tiles by group, narrowed by typing. A tapped tile folds the others away; keys leave them open. */
export function PlacePicker({ places, query, findForm, chosen, onChoose, error }: Props) {
  const [typed, setTyped] = useState(query)
  const [folded, setFolded] = useState(false)
  const tapped = useRef(false)
  const wanted = typed.trim().toLocaleLowerCase()
  const fits = (place: Place) => place.name.toLocaleLowerCase().includes(wanted)
  const shown = (place: Place) => place.code === chosen || (!folded && fits(place))

  return (
    <fieldset
      id="touchpoint"
      tabIndex={-1}
      aria-describedby={error && 'touchpoint-error'}
      className="min-w-0 space-y-3"
    >
      <legend className="mb-3 text-xl font-semibold">{m.feedback_where()}</legend>
      {error && <FieldError id="touchpoint">{error}</FieldError>}
      {!folded && (
        <div className="flex gap-2">
          <input
            type="search"
            name="q"
            form={findForm}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            aria-label={m.feedback_find_label()}
            placeholder={m.feedback_find_label()}
            autoComplete="off"
            className="block min-h-12 min-w-0 flex-1 rounded-xl border-[1.5px] border-edge bg-raised px-3.5 text-base placeholder:text-muted"
          />
          <Button look="second" form={findForm} type="submit">
            <Icon name="search" />
            {m.feedback_find()}
          </Button>
        </div>
      )}
      {!places.some(shown) && (
        <p role="status" className="text-muted">
          {m.feedback_find_none()}
        </p>
      )}
      {TOUCHPOINT_GROUPS.map((group) => {
        const some = places.filter((place) => place.group === group && shown(place))
        if (some.length === 0) return null
        return (
          <div key={group} role="group" aria-label={groupLabel[group]()}>
            {!folded && (
              <p aria-hidden="true" className="mb-1.5 text-sm font-medium text-muted">
                {groupLabel[group]()}
              </p>
            )}
            <div className="grid grid-cols-2 gap-2 max-[22rem]:grid-cols-1">
              {some.map((place) => (
                <label
                  key={place.code}
                  className="choice"
                  onPointerDown={() => (tapped.current = true)}
                  onKeyDown={() => (tapped.current = false)}
                >
                  <input
                    type="radio"
                    name="touchpoint"
                    value={place.code}
                    defaultChecked={place.code === chosen}
                    onChange={() => {
                      onChoose(place.code)
                      // Arrow keys choose while passing by: folding then would take the list from under them.
                      if (tapped.current) setFolded(true)
                    }}
                  />
                  <span className="leading-snug">{place.name}</span>
                </label>
              ))}
            </div>
          </div>
        )
      })}
      {folded && (
        <Button look="quiet" type="button" onClick={() => setFolded(false)}>
          {m.feedback_change_place()}
        </Button>
      )}
    </fieldset>
  )
}

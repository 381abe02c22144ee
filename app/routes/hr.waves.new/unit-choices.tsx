import { m } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'

interface Props {
  units: { id: string; name: string; depth: number }[]
  chosen: readonly string[]
}

/** The unit tree with a box each; folded until somebody wants less than the whole company. */
export function UnitChoices({ units, chosen }: Props) {
  return (
    <fieldset className="space-y-2" aria-describedby="units-hint">
      <legend className="mb-2 font-medium">{m.pulse_planning_who()}</legend>
      <p id="units-hint" className="text-sm text-muted">
        {m.pulse_planning_units_hint()}
      </p>
      <details open={chosen.length > 0}>
        <summary className="inline-flex min-h-11 items-center gap-1.5 font-medium text-accent">
          <Icon name="chevron-down" className="size-4" />
          {m.pulse_planning_units()}
        </summary>
        <ul className="divide-y divide-line border-y border-line">
          {units.map(({ id, name, depth }) => (
            <li key={id}>
              <label
                className="flex min-h-11 items-center gap-3"
                style={{ paddingInlineStart: `${depth * 1.25}rem` }}
              >
                <input
                  type="checkbox"
                  name="unit"
                  value={id}
                  defaultChecked={chosen.includes(id)}
                />
                <bdi>{name}</bdi>
              </label>
            </li>
          ))}
        </ul>
      </details>
    </fieldset>
  )
}

import { Link } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Fold } from '../../ui/fold.tsx'
import { Icon } from '../../ui/icon.tsx'

type Named = { id: string; name: string }

interface Props {
  path: Named[]
  below: Named[]
  /** The address of the same page for another unit. */
  to?: (unit: Named) => string
}

/** Where in the company I am reading, and the ways further down. Every unit is open to everybody. */
export function UnitPath({
  path,
  below,
  to = ({ id }) => `?unit=${encodeURIComponent(id)}`,
}: Props) {
  return (
    <nav aria-label={m.pulse_units()} className="space-y-2">
      <ol className="flex flex-wrap items-center gap-x-1">
        {path.map((unit, i) => (
          <li key={unit.id} className="flex items-center gap-1">
            {i > 0 && <Icon name="chevron-right" flip className="size-4 text-muted" />}
            {i < path.length - 1 ? (
              <Link
                to={to(unit)}
                preventScrollReset
                className="flex min-h-11 items-center px-1 font-medium text-accent underline-offset-4 hover:underline"
              >
                <span>
                  <bdi>{unit.name}</bdi>
                </span>
              </Link>
            ) : (
              <span aria-current="true" className="px-1 font-semibold">
                <bdi>{unit.name}</bdi>
              </span>
            )}
          </li>
        ))}
      </ol>
      {below.length > 0 && (
        <Fold label={m.pulse_units_below()}>
          <ul className="flex flex-wrap gap-2 pt-1">
            {below.map((unit) => (
              <li key={unit.id}>
                <Link
                  to={to(unit)}
                  preventScrollReset
                  className="flex min-h-11 items-center rounded-xl border border-line bg-raised px-4 hover:border-edge"
                >
                  <span>
                    <bdi>{unit.name}</bdi>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </nav>
  )
}

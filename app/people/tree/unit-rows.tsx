import { LinkRow } from '../../ui/link-row.tsx'

/** Units, each a way to its page. */
export function UnitRows({ rows }: { rows: { id: string; name: string; about: string }[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map(({ id, name, about }) => (
        <li key={id}>
          <LinkRow to={`/hr/units/${id}`}>
            <span className="block font-medium break-words">
              <bdi>{name}</bdi>
            </span>
            <span className="block text-sm text-muted">{about}</span>
          </LinkRow>
        </li>
      ))}
    </ul>
  )
}

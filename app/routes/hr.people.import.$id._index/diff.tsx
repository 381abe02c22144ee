import type { ReactNode } from 'react'
import { m } from '../../i18n/messages.ts'
import type { Look } from '../../people/importing/look.ts'
import { DataTable } from '../../ui/data-table.tsx'

interface Props {
  look: Omit<Look, 'changes'> & {
    changes: {
      line: number
      name: string
      staffNumber: string
      field: string
      from: string
      to: string
    }[]
  }
}

/** Who joins, moves, changes and leaves: the first of each, from what to what. */
export function Diff({ look }: Props) {
  const { counts } = look
  const columns = {
    person: { key: 'person', label: m.people_import_person() },
    what: { key: 'what', label: m.people_import_what() },
    from: { key: 'from', label: m.people_import_from() },
    to: { key: 'to', label: m.people_import_to() },
    unit: { key: 'unit', label: m.people_import_col_unit() },
  }
  const person = ({ name, staffNumber }: { name: string; staffNumber: string }) => (
    <>
      <bdi>{name}</bdi> <bdi className="font-normal text-muted">{staffNumber}</bdi>
    </>
  )
  const told = (text: string) => <bdi>{text}</bdi>
  return (
    <>
      <Part title={m.people_import_moves()} shown={look.moves.length} all={counts.moved}>
        <DataTable
          caption={m.people_import_moves()}
          quietCaption
          columns={[columns.person, columns.from, columns.to]}
          rows={look.moves.map((one) => ({
            key: String(one.line),
            cells: { person: person(one), from: told(one.from), to: told(one.to) },
          }))}
        />
      </Part>
      <Part title={m.people_import_changes()} shown={look.changes.length} all={look.fields}>
        <DataTable
          caption={m.people_import_changes()}
          quietCaption
          columns={[columns.person, columns.what, columns.from, columns.to]}
          rows={look.changes.map((one) => ({
            key: `${one.line} ${one.field}`,
            cells: {
              ...{ person: person(one), what: one.field },
              ...{ from: told(one.from), to: told(one.to) },
            },
          }))}
        />
      </Part>
      <Part title={m.people_import_leaves()} shown={look.leaves.length} all={counts.left}>
        <ul className="space-y-1">
          {look.leaves.map((one) => (
            <li key={one.line}>{person(one)}</li>
          ))}
        </ul>
      </Part>
      <Part title={m.people_import_units()} shown={look.units.length} all={counts.units}>
        <ul className="space-y-1">
          {look.units.map((unit) => (
            <li key={unit}>{told(unit)}</li>
          ))}
        </ul>
      </Part>
      <Part title={m.people_import_joins()} shown={look.joins.length} all={counts.added}>
        <DataTable
          caption={m.people_import_joins()}
          quietCaption
          columns={[columns.person, columns.unit]}
          rows={look.joins.map((one) => ({
            key: String(one.line),
            cells: { person: person(one), unit: told(one.unit) },
          }))}
        />
      </Part>
    </>
  )
}

/** One kind of change with its heading; nothing where there is none. */
function Part(props: { title: string; shown: number; all: number; children: ReactNode }) {
  const { title, shown, all, children } = props
  if (all === 0) return null
  return (
    <section className="space-y-3">
      <h2>{title}</h2>
      {children}
      {all > shown && <p className="text-sm text-muted">{m.people_import_some({ shown, all })}</p>}
    </section>
  )
}

import { m } from '../../i18n/messages.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/page.tsx'
import type { Member } from './team.server.ts'

/** Who finished and who needs time; in the order of names, never of results. */
export function Members({ members, modules }: { members: Member[]; modules: number }) {
  if (members.length === 0) return <Empty>{m.team_nobody()}</Empty>
  return (
    <div className="mt-3">
      <DataTable
        caption={m.team_learning()}
        quietCaption
        columns={[
          { key: 'name', label: m.team_person() },
          { key: 'unit', label: m.team_unit() },
          { key: 'learning', label: m.team_modules() },
        ]}
        rows={members.map((member) => ({
          key: member.id,
          cells: {
            name: <bdi>{member.name}</bdi>,
            unit: <bdi>{member.unit}</bdi>,
            learning: learningOf(member, modules),
          },
        }))}
      />
    </div>
  )
}

function learningOf({ done, begun }: Member, of: number): string {
  if (done >= of) return m.team_modules_done()
  if (done > 0) return m.team_modules_some({ done, of })
  return begun ? m.team_modules_begun() : m.team_modules_none()
}

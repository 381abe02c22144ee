import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { PreviewGroup } from '../../pulse/preview.server.ts'
import { DataTable } from '../../ui/data-table.tsx'

/** Who will be counted with whom, and what is merged, before anything goes out. */
export function GroupPreview({ eligible, groups }: { eligible: number; groups: PreviewGroup[] }) {
  // What changes for people stands first.
  const sorted = groups.toSorted((a, b) => b.merged.length - a.merged.length)
  return (
    <section className="space-y-3">
      <h2>{m.pulse_hr_groups({ n: groups.length })}</h2>
      <p className="text-muted">{m.pulse_hr_groups_text({ n: eligible })}</p>
      <DataTable
        quietCaption
        caption={m.pulse_hr_groups({ n: groups.length })}
        columns={[
          { key: 'unit', label: m.pulse_unit() },
          { key: 'eligible', label: m.pulse_may_answer(), numeric: true },
          { key: 'merged', label: m.pulse_hr_merged() },
        ]}
        rows={sorted.map(({ unit, eligible: people, merged, leaders }, i) => ({
          key: String(i),
          cells: {
            unit: <bdi>{unit}</bdi>,
            eligible: formatNumber(people),
            merged: (
              <>
                {merged.map(({ name, people: n }) => (
                  <span key={name} className="block">
                    <bdi>{name}</bdi>: {m.pulse_people_n({ n })}
                  </span>
                ))}
                {leaders > 0 && <span className="block">{m.pulse_hr_leaders({ n: leaders })}</span>}
              </>
            ),
          },
        }))}
      />
    </section>
  )
}

import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { AlwaysHidden, PreviewGroup } from '../../pulse/preview.server.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'

interface Props {
  eligible: number
  groups: PreviewGroup[]
  hidden: AlwaysHidden
}

/** Who will be counted with whom before anything goes out: first what is merged, then what stays as it is. */
export function GroupPreview({ eligible, groups, hidden }: Props) {
  const merged = groups.filter((group) => group.merged.length > 0)
  const others = groups.filter((group) => group.merged.length === 0)
  const columns = [
    { key: 'unit', label: m.pulse_unit() },
    { key: 'eligible', label: m.pulse_may_answer(), numeric: true },
  ]
  return (
    <section className="space-y-3">
      <h2>{m.pulse_hr_groups({ n: groups.length })}</h2>
      <p className="text-muted">{m.pulse_hr_groups_text({ n: eligible })}</p>
      {merged.length === 0 ? (
        <p>{m.pulse_hr_merged_none()}</p>
      ) : (
        <DataTable
          quietCaption
          caption={m.pulse_hr_merged()}
          columns={[...columns, { key: 'merged', label: m.pulse_hr_merged() }]}
          rows={merged.map((group) => ({
            key: group.id,
            cells: {
              unit: <bdi>{group.unit}</bdi>,
              eligible: formatNumber(group.eligible),
              merged: <Merged group={group} />,
            },
          }))}
        />
      )}
      {others.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 items-center gap-1.5 font-medium text-accent">
            <Icon name="chevron-down" className="size-4" />
            {m.pulse_hr_unmerged({ n: others.length })}
          </summary>
          <DataTable
            quietCaption
            caption={m.pulse_hr_unmerged({ n: others.length })}
            columns={columns}
            rows={others.map(({ id, unit, eligible: people }) => ({
              key: id,
              cells: { unit: <bdi>{unit}</bdi>, eligible: formatNumber(people) },
            }))}
          />
        </details>
      )}
      {hidden.scores.length + hidden.detail.length > 0 && (
        <div className="space-y-1">
          <h3 className="font-medium">{m.pulse_planning_hidden()}</h3>
          <Hidden what={m.pulse_planning_hidden_scores()} units={hidden.scores} />
          <Hidden what={m.pulse_planning_hidden_detail()} units={hidden.detail} />
        </div>
      )}
    </section>
  )
}

function Hidden({ what, units }: { what: string; units: string[] }) {
  if (units.length === 0) return null
  return (
    <p>
      <span className="text-muted">{what}</span>{' '}
      {units.map((unit, i) => (
        <span key={unit}>
          {i > 0 && ', '}
          <bdi>{unit}</bdi>
        </span>
      ))}
    </p>
  )
}

function Merged({ group }: { group: PreviewGroup }) {
  return (
    <>
      {group.merged.map(({ name, people }) => (
        <span key={name} className="block">
          <bdi>{name}</bdi>: {m.pulse_people_n({ n: people })}
        </span>
      ))}
      {group.leaders > 0 && (
        <span className="block text-muted">{m.pulse_hr_leaders({ n: group.leaders })}</span>
      )}
    </>
  )
}

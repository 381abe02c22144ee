import { m } from '../i18n/messages.ts'
import { DataTable } from '../ui/data-table.tsx'
import { Fold } from '../ui/fold.tsx'
import type { LinkProse } from './link-prose.server.ts'

/** The same question for each kind of touchpoints: a link in one says nothing about another. */
export function LinkGroups({ groups }: { groups: LinkProse['groups'] }) {
  if (groups.length === 0) return null
  return (
    <Fold label={m.impact_groups()}>
      <DataTable
        caption={m.impact_groups()}
        quietCaption
        columns={[
          { key: 'name', label: m.impact_col_group() },
          { key: 'says', label: m.impact_col_say() },
          { key: 'rho', label: m.impact_col_rho() },
          { key: 'places', label: m.impact_col_places(), numeric: true },
        ]}
        rows={groups.map(({ group, ...cells }) => ({ key: group, cells }))}
      />
    </Fold>
  )
}

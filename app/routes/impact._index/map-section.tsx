import type { ComponentProps } from 'react'
import { m } from '../../i18n/messages.ts'
import type { Prose } from '../../impact/prose.server.ts'
import { TouchpointRows, TouchpointTable } from '../../impact/touchpoint-rows.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { Empty } from '../../ui/page.tsx'
import { MoreLink } from './more-link.tsx'

interface Props extends ComponentProps<typeof TouchpointRows> {
  said: Prose['map']
  /** The code of the site shown; empty for several together. */
  site: string
}

/** The touchpoints as colleagues and customers see them, as a picture and as a table. */
export function MapSection({ said, rows, visit, groups, places, site }: Props) {
  return (
    <section className="space-y-4 pt-4">
      <h2>{said.title}</h2>
      {rows.length === 0 && !visit ? (
        <Empty>{m.impact_map_empty_text()}</Empty>
      ) : (
        <>
          <TouchpointRows rows={rows} visit={visit} groups={groups} places={places} />
          {said.silent && <p className="text-sm text-muted">{said.silent}</p>}
          <p className="no-print">
            <ButtonLink to={site ? `/impact/change?site=${site}` : '/impact/change'} look="second">
              {said.change}
            </ButtonLink>
          </p>
        </>
      )}
      <div>
        {(rows.length > 0 || visit) && (
          <Fold label={m.common_show_table()}>
            <TouchpointTable
              title={said.title}
              rows={rows}
              visit={visit}
              groups={groups}
              places={places}
            />
          </Fold>
        )}
        <HowWeKnow>
          <p>{said.how}</p>
          <MoreLink to="#map" />
        </HowWeKnow>
      </div>
    </section>
  )
}

import { formatDay } from '../i18n/format.ts'
import { m, spoken } from '../i18n/messages.ts'
import { ButtonLink } from '../ui/button.tsx'
import { CellFigure } from './cell-figure.tsx'
import { wordsOf } from './item-words.tsx'
import type { UnitCells } from './results.server.ts'
import { waveName } from './wave-name.ts'

/** One unit's cells of a closed wave, for a page about that unit: the same cells that everybody reads. */
export function CellList({ result, timeZone }: { result: UnitCells; timeZone: string }) {
  return (
    <>
      <h3>{waveName(result.title, result.launchedAt, timeZone, spoken())}</h3>
      <p className="text-sm text-muted">
        {m.pulse_closed_on({ day: formatDay(result.endedAt, timeZone) })}
      </p>
      <dl className="mt-2 divide-y divide-line border-y border-line">
        {result.cells.map(({ question, cell }) => (
          <div key={question.id} className="space-y-1 py-3">
            <dt>{question.text[spoken()]}</dt>
            <dd>
              <CellFigure cell={cell} options={wordsOf(question)} />
            </dd>
          </div>
        ))}
      </dl>
      <ButtonLink
        to={`/pulse/${result.waveId}/results?unit=${encodeURIComponent(result.unit.id)}`}
        look="second"
        className="mt-4"
      >
        {m.pulse_results_open()}
      </ButtonLink>
    </>
  )
}

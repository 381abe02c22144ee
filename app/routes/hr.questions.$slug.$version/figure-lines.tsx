import { formatNumber, formatShare } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { ShownFigure, ShownWording } from '../../training/figures/page.server.ts'
import { InlineText } from '../../training/text.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'

/** The share right with its range, how it goes with the rest, and what to do about it. */
export function FigureLines({ figure }: { figure: ShownFigure }) {
  const { n, right, low, high, apart, advice } = figure
  return (
    <>
      <p className="text-lg font-medium">
        {m.training_figures_right({ share: formatShare(right), n })}
      </p>
      <p className="text-sm text-muted">
        {m.training_figures_range({ low: formatShare(low), high: formatShare(high) })}
        {apart !== null && (
          <>
            {' · '}
            {m.training_figures_apart({ value: `\u2068${formatNumber(apart, 2)}\u2069` })}
          </>
        )}
      </p>
      <ul className="space-y-2">
        {advice.map((words) => (
          <li key={words} className="flex gap-2">
            <Icon name="lightbulb" className="mt-0.5 size-5 text-accent" />
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

export function WordingTable({
  number,
  prompt,
  figure,
  chosen,
}: ShownWording & { number: number }) {
  return (
    <div className="space-y-2">
      <h3 className="text-base">{m.training_figures_wording({ n: number })}</h3>
      <p>
        <InlineText nodes={prompt} />
      </p>
      {figure ? (
        <>
          <FigureLines figure={figure} />
          <DataTable
            caption={m.training_figures_chosen()}
            quietCaption
            columns={[
              { key: 'option', label: m.training_figures_option() },
              { key: 'chosen', label: m.training_figures_chosen(), numeric: true },
            ]}
            rows={chosen.map(({ option, text, n, best, misleads }) => ({
              key: option,
              cells: {
                option: (
                  <>
                    <InlineText nodes={text} />
                    {best && <Mark>{m.training_figures_best()}</Mark>}
                    {misleads && <Mark>{m.training_figures_misleads()}</Mark>}
                  </>
                ),
                chosen: `${formatNumber(n)} (${formatShare(n / figure.n)})`,
              },
            }))}
          />
        </>
      ) : (
        <p className="text-muted">{m.training_figures_few()}</p>
      )}
    </div>
  )
}

function Mark({ children }: { children: string }) {
  return <span className="block text-sm font-normal text-muted">{children}</span>
}

import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { Explained } from '../../pulse/explained.server.ts'
import type { Results } from '../../pulse/results.server.ts'
import { HowWeKnow } from '../../ui/how-we-know.tsx'

/** How many could answer, took a token, answered; and what became of the rest. */
export function CountsView({
  counts,
  units,
  how,
}: {
  counts: Results['counts']
  units: Results['unitCounts']
  how: Explained
}) {
  const { counted } = how.labels
  const lines: [string, number][] = [
    [counted.eligible, counts.eligible],
    [counted.issued, counts.issued],
    [counted.redeemed, counts.redeemed],
    [counted.withdrawn, counts.withdrawn],
    [counted.unreadable, counts.unreadable],
  ]
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h2>{how.labels.counts}</h2>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-5">
        {lines.map(([label, n]) => (
          <div key={label} className="flex flex-col-reverse justify-end">
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="text-2xl font-semibold">{formatNumber(n)}</dd>
          </div>
        ))}
      </dl>
      {units.length > 0 && (
        <ul className="text-muted">
          {units.map(({ unit, redeemed }) => (
            <li key={unit.id}>
              <bdi>{unit.name}</bdi>: {answered(redeemed, counted)}
            </li>
          ))}
        </ul>
      )}
      <HowWeKnow>
        <p>{how.counts}</p>
        <p>{how.stuffing}</p>
      </HowWeKnow>
    </section>
  )
}

function answered(
  redeemed: Results['unitCounts'][number]['redeemed'],
  { nearlyAll, nearlyNone }: Explained['labels']['counted'],
): string {
  if (redeemed === 'nearly-all') return nearlyAll
  if (redeemed === 'nearly-none') return nearlyNone
  return m.pulse_answers_n({ n: redeemed })
}

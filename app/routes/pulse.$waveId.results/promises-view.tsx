import { PromiseList } from '../../pulse/acting/promise-list.tsx'
import type { Promised } from '../../pulse/acting/promise.server.ts'
import type { Explained } from '../../pulse/explained.server.ts'
import { Fold } from '../../ui/fold.tsx'

interface Props {
  promises: Promised[]
  today: string
  timeZone: string
  labels: Explained['labels']
}

/** What was promised after this wave: what is still to come first, what is settled one tap away. */
export function PromisesView({ promises, labels, ...when }: Props) {
  const open = promises.filter(({ status }) => status === 'promised')
  const settled = promises.filter(({ status }) => status !== 'promised')
  if (promises.length === 0) return null
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h2>{labels.promised}</h2>
      {open.length > 0 && <PromiseList promises={open} {...when} named />}
      {settled.length > 0 && (
        <Fold label={labels.settled}>
          <PromiseList promises={settled} {...when} named />
        </Fold>
      )}
    </section>
  )
}

import { m } from '../../i18n/messages.ts'
import { TopicCounts } from '../../pulse/results/topic-counts.tsx'
import type { UnitPage } from '../../pulse/results/unit-page.server.ts'
import { Fold } from '../../ui/fold.tsx'

/** The unit's comments, from ten on; below that they stand with a larger unit. */
export function CommentsHere({ comments, topics }: Pick<UnitPage, 'comments' | 'topics'>) {
  return (
    <section className="space-y-2 border-t border-line pt-5">
      <h2>{m.pulse_results_comments()}</h2>
      {comments.length === 0 ? (
        <p className="text-muted">{m.pulse_results_team_comments_none()}</p>
      ) : (
        <>
          <TopicCounts topics={topics} />
          <Fold label={m.pulse_results_team_comments({ n: comments.length })}>
            <ul className="divide-y divide-line">
              {comments.map(({ id, text }) => (
                <li key={id} dir="auto" className="py-2.5 break-words whitespace-pre-wrap">
                  {text}
                </li>
              ))}
            </ul>
          </Fold>
        </>
      )}
    </section>
  )
}

import { m } from '../../i18n/messages.ts'

/** How often each topic stands with the comments shown here. */
export function TopicCounts({ topics }: { topics: { name: string; comments: number }[] }) {
  if (topics.length === 0) return null
  return (
    <ul
      aria-label={m.pulse_results_topics_spoken()}
      className="flex flex-wrap gap-x-4 text-sm text-muted"
    >
      {topics.map(({ name, comments: n }) => (
        <li key={name}>{m.pulse_results_topic_n({ topic: `\u2068${name}\u2069`, n })}</li>
      ))}
    </ul>
  )
}

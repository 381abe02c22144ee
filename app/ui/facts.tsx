import type { ReactNode } from 'react'

/** What is so, each with its name. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className="grid gap-4 sm:grid-cols-2">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="font-medium normal-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

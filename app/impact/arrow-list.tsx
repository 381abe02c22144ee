import { Icon } from '../ui/icon.tsx'
import type { Arrow } from './prose.server.ts'

/** The arrows of the chain, each with what kind of knowledge it is and the answer one tap away. */
export function ArrowList({ arrows }: { arrows: Arrow[] }) {
  return (
    <ul className="grid gap-x-8 lg:grid-cols-2">
      {arrows.map(({ key, name, tag, text }) => (
        <li key={key} className="border-b border-line">
          <details className="group">
            <summary className="flex min-h-12 list-none items-center gap-3 py-2">
              <Icon name="circle-help" className="size-5 text-accent" />
              <span className="flex-1 items-baseline justify-between gap-3 sm:flex">
                <span className="block font-medium">{name}</span>
                <span className="block text-sm text-muted">{tag}</span>
              </span>
            </summary>
            <div className="prose ps-8 pb-4">
              {text.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}

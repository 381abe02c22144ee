import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-names.ts'
import { InlineText } from '../text.tsx'
import type { ViewOf } from './kinds.ts'

const ICONS: Record<string, IconName> = {
  returns: 'refresh-cw',
  brings: 'users',
  revenue: 'trending-up',
  benefit: 'gift',
}

/** The links as a chain down the page; the last one hangs on a dashed line, since somebody has to decide it. */
export default function Chain({ view: links }: { view: ViewOf<'chain'> }) {
  return (
    <ol>
      {links.map((link, index) => {
        const last = index === links.length - 1
        return (
          <li key={link.id} className="relative flex gap-4 pb-6 last:pb-0">
            {!last && (
              <span
                aria-hidden="true"
                className={`absolute start-[1.3125rem] top-11 bottom-0 border-s-[3px] border-accent ${index === links.length - 2 ? 'border-dashed' : ''}`}
              />
            )}
            <span
              aria-hidden="true"
              className={`grid size-11 shrink-0 place-items-center rounded-full border-[3px] border-accent text-accent ${last ? 'border-dashed' : 'bg-accent-soft'}`}
            >
              <Icon name={ICONS[link.id] ?? 'link'} />
            </span>
            <div className="min-w-0 pt-2">
              <h2 className="text-lg">{link.name}</h2>
              <p className="mt-1 text-ink">
                <InlineText nodes={link.onlyIf} />
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

import { m } from '../../i18n/messages.ts'
import { Notice } from '../../ui/notice.tsx'

/** What the page can be asked to say of what was just done to the unit. */
export const SAID = [
  'added',
  'named',
  'moved',
  'merged',
  'closed',
  'open',
  'not-closed',
  'not-open',
] as const

export function Said({ said }: { said: (typeof SAID)[number] }) {
  const words = {
    ...{ added: m.people_units_said_added(), named: m.people_units_said_named() },
    ...{ moved: m.people_units_said_moved(), merged: m.people_units_said_merged() },
    ...{ closed: m.people_units_said_closed(), open: m.people_units_said_open() },
    'not-closed': m.people_units_said_not_closed(),
    'not-open': m.people_units_said_not_open(),
  }
  return (
    <Notice look={said.startsWith('not') ? 'warn' : 'good'} live="status">
      {words[said]}
    </Notice>
  )
}

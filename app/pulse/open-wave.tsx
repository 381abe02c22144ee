import { formatTime } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Sheet } from '../ui/page.tsx'

interface Props {
  wave: {
    id: string
    name: string
    questions: number
    minutes: number
    closesAt: number
    issued: boolean
    /** Said where it gives out no more tokens. */
    restored: string | null
  }
  timeZone: string
  sentFromHere: boolean
}

/** A wave that is open for me. That an answer was sent is told by this device alone. */
export function OpenWave({ wave, timeZone, sentFromHere }: Props) {
  const { id, name, questions, minutes, closesAt, issued, restored } = wave
  const closed = restored !== null && !issued
  const time = formatTime(closesAt, timeZone)
  return (
    <Sheet>
      <h2>{name}</h2>
      <p className="mt-1 text-muted">{m.pulse_before_lead({ n: questions, minutes })}</p>
      <p className="mt-1 text-muted">{m.pulse_open_until({ time })}</p>
      {restored && <p className="mt-3">{restored}</p>}
      <p role="status" className="mt-3 empty:hidden">
        {sentFromHere && (
          <span className="flex items-center gap-2 font-medium">
            <Icon name="circle-check" className="size-5 text-accent" />
            {m.pulse_sent_here()}
          </span>
        )}
        {!sentFromHere && issued && <span className="text-muted">{m.pulse_issued_line()}</span>}
      </p>
      <ButtonLink
        to={`/pulse/${id}`}
        look={sentFromHere || closed ? 'second' : 'main'}
        className="mt-4"
      >
        {sentFromHere || closed
          ? m.pulse_open_again()
          : issued
            ? m.common_continue()
            : m.pulse_read_promise()}
      </ButtonLink>
    </Sheet>
  )
}

import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'

/** When everybody is reminded, a line each: side by side their Latin zones would run together in Hebrew. */
export function ReminderTimes({ times, timeZone }: { times: number[]; timeZone: string }) {
  if (times.length === 0) return <>{m.pulse_planning_reminders_none()}</>
  return (
    <>
      {times.map((time) => (
        <span key={time} className="block">
          {formatTime(time, timeZone)}
        </span>
      ))}
    </>
  )
}

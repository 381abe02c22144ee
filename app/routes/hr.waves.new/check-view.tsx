import { Form, useNavigation } from '@remix-run/react'
import { formatTime } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import type { Audience } from '../../pulse/audience.ts'
import { AudienceLine } from '../../pulse/planning/audience-line.tsx'
import { ReminderTimes } from '../../pulse/planning/reminder-times.tsx'
import { RoundList, type ShownRound } from '../../pulse/planning/round-list.tsx'
import { oftenName } from '../../pulse/planning/words.ts'
import type { Wish } from '../../pulse/planning/wish.ts'
import type { AlwaysHidden, PreviewGroup } from '../../pulse/preview.server.ts'
import type { Thresholds } from '../../pulse/report.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { GroupPreview } from './group-preview.tsx'
import { ThresholdList } from './threshold-list.tsx'

interface Props {
  often: Wish['often']
  now: boolean
  fields: [string, string][]
  title: Record<'en' | 'ru' | 'he', string>
  questions: number
  roles: Audience['roles']
  units: string[] | null
  opensAt: number
  closesAt: number
  reminders: number[]
  rounds: ShownRound[] | null
  preview: { eligible: number; groups: PreviewGroup[]; hidden: AlwaysHidden } | 'too-few'
  thresholds: Thresholds
  timeZone: string
  once: string
}

/** The second step: what will happen, who would be counted with whom, and the button that does it. */
export function CheckView(props: Props) {
  const { often, now, fields, title, roles, units, preview, rounds, timeZone } = props
  const busy = useNavigation().formMethod === 'POST'
  const change = `/hr/waves/new?${new URLSearchParams(fields)}`
  const time = (at: number) => formatTime(at, timeZone)
  const go = rounds
    ? m.pulse_planning_start_rounds()
    : now
      ? m.pulse_hr_launch_now()
      : m.pulse_planning_plan_it()
  return (
    <>
      <Facts
        facts={[
          [m.pulse_hr_survey(), title[spoken()]],
          [m.pulse_planning_who(), <AudienceLine key="who" units={units} roles={roles} />],
          [m.pulse_planning_opens(), now ? m.pulse_planning_opens_now() : time(props.opensAt)],
          [m.pulse_hr_closes(), time(props.closesAt)],
          [m.pulse_planning_often(), oftenName(often)],
          [
            m.pulse_planning_reminders(),
            <ReminderTimes key="reminders" times={props.reminders} timeZone={timeZone} />,
          ],
        ]}
      />
      {rounds && <RoundList rounds={rounds} timeZone={timeZone} />}
      {preview === 'too-few' ? (
        <Notice look="warn">{m.pulse_planning_few_people()}</Notice>
      ) : (
        <>
          <GroupPreview {...preview} />
          {!now && <p className="text-muted">{m.pulse_planning_today()}</p>}
          <ThresholdList thresholds={props.thresholds} />
          <p className="text-muted">{m.pulse_hr_launch_note()}</p>
        </>
      )}
      <Form method="post" action="/hr/waves/new" className="flex flex-wrap gap-3">
        {fields.map(([name, value], i) => (
          <input key={i} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="key" value={props.once} />
        {preview !== 'too-few' && <Button disabled={busy}>{go}</Button>}
        <ButtonLink to={change} look="second">
          {m.pulse_planning_change()}
        </ButtonLink>
      </Form>
    </>
  )
}

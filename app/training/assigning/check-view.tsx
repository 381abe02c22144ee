import { Form, useNavigation } from '@remix-run/react'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { checking } from './steps.server.ts'

interface Props {
  checked: Awaited<ReturnType<typeof checking>>
  /** Where the first step stands. */
  here: string
  /** A key for what is new; an assignment that is changed has one. */
  once: string | null
}

/** The second step: whom it reaches, what it will do, and the button that does it. */
export function CheckView({ checked, here, once }: Props) {
  const busy = useNavigation().formMethod === 'POST'
  const { fields, people, done, withoutMail, withoutHired, modules } = checked
  return (
    <>
      {people === 0 ? (
        <Notice look="warn">{m.training_assigning_reach_nobody()}</Notice>
      ) : (
        <dl className="grid grid-cols-2 gap-3">
          {[
            { label: m.training_assigning_reach(), n: people },
            { label: m.training_assigning_reach_done(), n: done },
          ].map(({ label, n }) => (
            <div key={label}>
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="text-3xl font-semibold">{formatNumber(n)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Facts
        facts={[
          [m.training_assigning_what(), checked.name],
          [m.training_assigning_unit(), <bdi key="unit">{checked.unit}</bdi>],
          [m.training_assigning_role(), checked.role],
          ...(checked.limited
            ? [[m.training_assigning_hired(), checked.hired] as [string, string]]
            : []),
          [m.training_assigning_due(), checked.due],
          ...(checked.days
            ? [[m.training_assigning_days_now(), checked.days] as [string, string]]
            : []),
          [m.training_assigning_repeat(), checked.repeat],
        ]}
      />
      <div>
        <h2 className="text-base">{m.training_assigning_modules()}</h2>
        <ul className="mt-1 list-disc ps-5">
          {modules.map((module) => (
            <li key={module}>{module}</li>
          ))}
        </ul>
      </div>
      {withoutHired > 0 && (
        <Notice look="warn">{m.training_assigning_reach_hired({ n: withoutHired })}</Notice>
      )}
      {withoutMail > 0 && <Notice>{m.training_assigning_reach_mail({ n: withoutMail })}</Notice>}
      <p className="text-muted">{m.training_assigning_rules()}</p>
      <Form method="post" action={here} className="flex flex-wrap gap-3">
        {fields.map(([name, value], i) => (
          <input key={i} type="hidden" name={name} value={value} />
        ))}
        {once !== null && <input type="hidden" name="key" value={once} />}
        <Button disabled={busy}>
          {once === null ? m.training_assigning_save() : m.training_assigning_go()}
        </Button>
        <ButtonLink to={`${here}?${new URLSearchParams(fields)}`} look="second">
          {m.training_assigning_change()}
        </ButtonLink>
      </Form>
    </>
  )
}

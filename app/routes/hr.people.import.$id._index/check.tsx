import { Form } from '@remix-run/react'
import { useMemo } from 'react'
import { m } from '../../i18n/messages.ts'
import type { Look } from '../../people/importing/look.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { FieldError, SelectField, TextField } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Diff } from './diff.tsx'
import { Errors } from './errors.tsx'
import { RowCounts } from './row-counts.tsx'

interface Props {
  id: number
  look: Omit<Look, 'changes'> & { changes: Parameters<typeof Diff>[0]['look']['changes'] }
  errors: Parameters<typeof Errors>[0]['errors']
  leaves: { alone: number | null; all: number | null; asked: boolean }
  encoding: string | null
  reply:
    | { problem: 'number' | 'nameless'; leaves: number; absentLeave: boolean; typed: string }
    | undefined
}

/** The diff, and the one decision about it. */
export function Check({ id, look, errors, leaves, encoding, reply }: Props) {
  const { counts } = look
  const still = counts.added + counts.changed + counts.left + look.absent === 0
  const problem = reply?.problem
  const message = !reply
    ? undefined
    : reply.problem === 'number'
      ? m.people_import_number_wrong({ leaves: reply.leaves })
      : m.people_import_absent_nameless()
  const summary = useMemo(
    () => (message ? [{ field: problem === 'number' ? 'number' : 'absent', message }] : []),
    [message, problem],
  )
  return (
    <>
      <ErrorSummary errors={summary} />
      {still && counts.wrong === 0 && <Notice look="good">{m.people_import_same()}</Notice>}
      {look.company && <Notice>{m.people_import_company({ name: look.company })}</Notice>}
      <RowCounts counts={counts} />
      <Diff look={look} />
      <Errors id={id} errors={errors} all={counts.wrong} />
      <Form method="post" className="max-w-2xl space-y-6">
        {look.absent > 0 && (
          <div className="space-y-2">
            {problem === 'nameless' && <FieldError id="absent">{message}</FieldError>}
            <label className="choice">
              <input
                id="absent"
                type="checkbox"
                name="absent"
                defaultChecked={reply?.absentLeave ?? false}
                aria-describedby={problem === 'nameless' ? 'absent-error' : undefined}
                aria-invalid={problem === 'nameless' ? true : undefined}
              />
              <span>
                {m.people_import_absent()}
                <span className="block text-sm text-muted">
                  {m.people_import_absent_hint({ n: look.absent })}
                </span>
              </span>
            </label>
            <Fold label={m.people_import_absent_who()}>
              <ul className="space-y-1">
                {look.absentNames.map(({ name, staffNumber }) => (
                  <li key={staffNumber}>
                    <bdi>{name}</bdi> <bdi className="text-muted">{staffNumber}</bdi>
                  </li>
                ))}
              </ul>
              {look.absent > look.absentNames.length && (
                <p className="text-sm text-muted">
                  {m.people_import_some({ shown: look.absentNames.length, all: look.absent })}
                </p>
              )}
            </Fold>
          </div>
        )}
        {leaves.asked && (
          <TextField
            id="number"
            name="number"
            label={m.people_import_number()}
            hint={[
              m.people_import_number_hint({ leaves: leaves.alone ?? 0, active: look.active }),
              ...(leaves.all === leaves.alone
                ? []
                : [m.people_import_number_all({ all: leaves.all ?? 0 })]),
            ].join(' ')}
            error={problem === 'number' ? message : undefined}
            defaultValue={reply?.typed}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-40"
          />
        )}
        {!(still && counts.wrong === 0) && (
          <Button className="w-full sm:w-auto">{m.people_import_go()}</Button>
        )}
      </Form>
      <div className="flex flex-wrap items-start gap-3">
        <Form method="post" action={`/hr/people/import/${id}/drop`}>
          <Button look="quiet">{m.people_import_drop()}</Button>
        </Form>
        <Fold label={m.people_import_letters()}>
          <Form method="post" action={`/hr/people/import/${id}/text`} className="space-y-3">
            <SelectField
              id="encoding"
              name="encoding"
              label={m.people_import_letters_read()}
              defaultValue={encoding ?? 'utf-8'}
            >
              <option value="utf-8">{m.nps_text_utf()}</option>
              <option value="windows-1251">{m.nps_text_cyrillic()}</option>
              <option value="windows-1255">{m.nps_text_hebrew()}</option>
              <option value="windows-1252">{m.nps_text_western()}</option>
            </SelectField>
            <Button look="second">{m.people_import_letters_go()}</Button>
          </Form>
        </Fold>
      </div>
    </>
  )
}

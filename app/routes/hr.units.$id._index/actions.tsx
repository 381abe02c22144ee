import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'

interface Props {
  id: string
  empty: boolean
  /** What still comes to it. */
  uses: string[]
}

/** What can be done with an open unit that is not the company itself. */
export function Actions({ id, empty, uses }: Props) {
  const closable = empty && uses.length === 0
  return (
    <section aria-labelledby="change" className="space-y-4 border-t border-line pt-6">
      <h2 id="change">{m.people_units_change()}</h2>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={`/hr/units/${id}/move`} look="second">
          {m.people_units_move()}
        </ButtonLink>
        <ButtonLink to={`/hr/units/${id}/merge`} look="second">
          {m.people_units_merge()}
        </ButtonLink>
        {closable && (
          <Form method="post" action={`/hr/units/${id}/close`}>
            <Button look="danger">{m.people_units_close()}</Button>
          </Form>
        )}
      </div>
      {closable ? (
        <p className="text-muted">{m.people_units_close_text()}</p>
      ) : (
        <div className="text-muted">
          <p>{m.people_units_in_use()}</p>
          {uses.length > 0 && (
            <ul className="list-disc ps-6">
              {uses.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  )
}

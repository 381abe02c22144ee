import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'

interface Props {
  id: string
  roles: {
    role: 'leader' | 'hr' | 'owner'
    unitId: string
    unit: string | null
    until: string | null
    /** Whether the reader may take it. */
    mine: boolean
  }[]
}

/** What the person may do beside their own work, each with a way to take it. */
export function Roles({ id, roles }: Props) {
  return (
    <section aria-labelledby="roles" className="space-y-3 border-t border-line pt-6">
      <h2 id="roles">{m.people_import_col_roles()}</h2>
      {roles.length === 0 && <p className="text-muted">{m.people_roles_none()}</p>}
      <ul className="divide-y divide-line">
        {roles.map(({ role, unitId, unit, until, mine }) => {
          const words =
            role === 'leader'
              ? until === null
                ? m.people_role_leads({ unit: unit ?? '' })
                : m.people_role_deputy({ unit: unit ?? '', day: until })
              : role === 'hr'
                ? m.people_role_hr()
                : m.people_role_owner()
          return (
            <li key={`${role} ${unitId}`} className="flex items-center justify-between gap-3 py-2">
              <span className="min-w-0 break-words">{words}</span>
              {mine && (
                <Form method="post" action={`/hr/people/${id}/take`}>
                  <input type="hidden" name="role" value={role} />
                  <input type="hidden" name="unit" value={unitId} />
                  <Button look="quiet">
                    {m.people_role_take()}
                    <span className="sr-only">{words}</span>
                  </Button>
                </Form>
              )}
            </li>
          )
        })}
      </ul>
      <ButtonLink to={`/hr/people/${id}/give`} look="second">
        {m.people_role_give()}
      </ButtonLink>
    </section>
  )
}

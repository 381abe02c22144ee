import type { AppLoadContext } from '@remix-run/node'
import { m } from '../../i18n/messages.ts'
import { caseFor } from '../../nps/cases/case.server.ts'
import { caseAddress } from '../../nps/cases/link.server.ts'
import { contactKind } from '../../nps/contact.ts'
import { unitsOverseen } from '../../nps/cases/list.server.ts'
import type { Employee } from '../../people/employee.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import type { Reach } from './contact.tsx'

/** Everything a case's page shows to this person; null where it is none of theirs. */
export async function casePage(context: AppLoadContext, me: Employee, id: string) {
  const { db, settings, company, now } = context
  const found = await caseFor(db, id, me, me.locale)
  if (!found) return null
  const { contact, ...one } = found
  const locale = contact?.locale ?? me.locale
  const place = touchpointByCode(one.touchpoint)?.name[me.locale] ?? one.touchpoint
  const reach: Reach | null = contact && {
    text: contact.text,
    kind: contactKind(contact.text),
    ask:
      one.closedAt === null || one.solved === 1
        ? null
        : {
            words: m.nps_cases_ask_mail({}, { locale }),
            subject: m.nps_cases_ask_subject({}, { locale }),
            address: caseAddress(settings.publicOrigin, settings.secret, id, locale),
          },
  }
  return {
    one,
    reach,
    place: place || m.nps_wall_visit({}, { locale: me.locale }),
    late: one.closedAt === null && one.dueAt < now().getTime(),
    oversees: unitsOverseen(await unitTree(db), me).includes(one.unitId),
    timeZone: company.timeZone,
  }
}

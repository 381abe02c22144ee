import type { Db, Trx } from '../../db/connect.ts'
import type { Locale } from '../i18n/locale.ts'
import { contactKey } from './contact.ts'

export interface Contact {
  contact: string
  locale: Locale | null
  consentedAt: number | null
}

/** Keeps how to reach the customer of an answer; in the transaction that stores the answer. */
export async function keepContacts(
  trx: Trx,
  contacts: readonly { responseId: number; contact: string }[],
  about: { locale: Locale | null; consentedAt: number | null },
  now: Date,
): Promise<void> {
  const rows = contacts.map(({ responseId, contact }) => ({
    response_id: responseId,
    contact,
    contact_key: contactKey(contact),
    locale: about.locale,
    consented_at: about.consentedAt,
    kept_since: now.getTime(),
  }))
  for (let start = 0; start < rows.length; start += 500) {
    await trx
      .insertInto('nps_contact')
      .values(rows.slice(start, start + 500))
      .onConflict((conflict) => conflict.column('response_id').doNothing())
      .execute()
  }
}

/** Another way to reach the customer of an answer; it is kept no longer for that. Gives whether it is another. */
export async function changeContact(
  trx: Trx,
  responseId: number,
  contact: string,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('nps_contact')
    .values({
      response_id: responseId,
      contact,
      contact_key: contactKey(contact),
      locale: null,
      consented_at: null,
      kept_since: now.getTime(),
    })
    .onConflict((conflict) =>
      conflict
        .column('response_id')
        .doUpdateSet({ contact, contact_key: contactKey(contact) })
        .where('nps_contact.contact', '<>', contact),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** How to reach the customer of an answer, whole: for whoever handles the case, who is asked for before. */
export async function contactOf(db: Db, responseId: number): Promise<Contact | null> {
  const row = await db
    .selectFrom('nps_contact')
    .where('response_id', '=', responseId)
    .select(['contact', 'locale', 'consented_at as consentedAt'])
    .executeTakeFirst()
  return row ? { ...row, locale: row.locale as Locale | null } : null
}

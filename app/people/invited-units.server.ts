import type { Db } from '../../db/connect.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { unitTree } from './unit.server.ts'
import { subtreeOf } from './unit.ts'
import { unitChoices, unitTyped } from './unit-typed.ts'

/** Ids of the unit somebody typed and all below it, or what is wrong with it in words; none where nothing is typed. */
export async function invitedUnits(
  db: Db,
  typed: string,
  locale: Locale,
): Promise<{ choices: string[] } & ({ ids: string[] } | { error: string })> {
  const units = await unitTree(db)
  const choices = unitChoices(units)
  if (typed.trim() === '') return { choices, ids: [] }
  const found = unitTyped(units, typed)
  if (found === 'none') {
    return { choices, error: m.people_form_unit_none({ value: typed }, { locale }) }
  }
  if ('several' in found) {
    const paths = found.several.join(', ')
    return { choices, error: m.people_form_unit_several({ value: typed, paths }, { locale }) }
  }
  return { choices, ids: subtreeOf(units, found.id) }
}

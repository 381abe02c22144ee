import type { Db } from '../../db/connect.ts'
import type { Locale } from '../i18n/locale.ts'
import { unitTree } from './unit.server.ts'
import { subtreeOf } from './unit.ts'
import { unitAsked } from './unit-asked.server.ts'
import { unitChoices } from './unit-typed.ts'

/** Ids of the unit somebody typed and all below it, or what is wrong with it in words; none where nothing is typed. */
export async function invitedUnits(
  db: Db,
  typed: string,
  locale: Locale,
): Promise<{ choices: string[] } & ({ ids: string[] } | { error: string })> {
  const units = await unitTree(db)
  const choices = unitChoices(units)
  if (typed.trim() === '') return { choices, ids: [] }
  const found = unitAsked(units, typed, locale)
  if ('error' in found) return { choices, error: found.error }
  return { choices, ids: subtreeOf(units, found.unit.id) }
}

import type { Db } from '../../../db/connect.ts'
import { m } from '../../i18n/messages.ts'
import { LOCALE_NAMES } from '../../i18n/locale.ts'
import type { Language } from '../module.ts'
import { changesOf } from './difference.server.ts'
import { sectionOf } from './draft.ts'
import { draftById, type StoredDraft } from './draft.server.ts'
import { sidesOfEdit, turnBack } from './edit.server.ts'

/** Names of fields that one notice tells; what is more shows by itself. */
const MOST_FIELDS = 6

/**
 * Takes back or does again from inside a section; gives the page to go on to, which says what was done: the section itself, or all
 * sections where it is there no more.
 */
export async function turnInSection(
  db: Db,
  id: string,
  section: string,
  way: 'undo' | 'redo',
  by: string,
  now: Date,
): Promise<string> {
  const turned = await turnBack(db, id, way, by, now)
  const here = `/hr/training/${id}/edit/${section}`
  if (turned === 'closed') return here
  if (turned === 'nothing') return `${here}?nothing`
  const stored = await draftById(db, id)
  return stored && sectionOf(stored.draft, section)
    ? `${here}?${way}=${turned.number}`
    : `/hr/training/${id}?done=${way}`
}

export interface TurnedView {
  way: 'undo' | 'redo'
  /** Where it was, and in which fields. */
  what: string
}

/** What the address of a section's page says was taken back or done again just now; null for nothing. */
export async function turnedIn(
  db: Db,
  stored: StoredDraft,
  query: URLSearchParams,
  language: Language,
): Promise<TurnedView | null> {
  const way = query.has('undo') ? 'undo' : 'redo'
  const number = Number(query.get(way) ?? NaN)
  const sides = Number.isSafeInteger(number) ? await sidesOfEdit(db, stored, number) : null
  if (!sides) return null
  const { sections, reordered } = changesOf(sides.before, sides.after, language)
  const told = sections.map(({ name, fields }) => {
    const labels = fields.map(({ label, language: of }) =>
      of ? `${label} (${LOCALE_NAMES[of]})` : label,
    )
    const more = labels.length > MOST_FIELDS ? ['…'] : []
    const list = [...labels.slice(0, MOST_FIELDS), ...more].join(', ')
    return list === '' ? `\u2068${name}\u2069` : `\u2068${name}\u2069 · ${list}`
  })
  if (reordered) told.push(m.training_author_reordered({}, { locale: language }))
  return { way, what: told.join('; ') }
}

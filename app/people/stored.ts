/** What the privacy page tells apart; tables of one kind are told of together. */
export const KINDS = [
  'account',
  'access',
  'mail',
  'learning',
  'private',
  'certificates',
  'observations',
  'thanks',
  'acting',
  'turn',
  'answers',
  'customers',
  'working',
  'requests',
] as const
export type Kind = (typeof KINDS)[number]

/**
 * What becomes of a row when the person in a column is erased. `gone`: the row goes too. `apart`: it stays under a name that
 * leads back to nobody, with the rest of its purpose. `nobody`: it stays, without whose it was. `empty`: the column alone.
 */
export type Fate = 'gone' | 'apart' | 'nobody' | 'empty'

export interface Stored {
  /** Null where nothing of anybody is in the table. */
  kind: Kind | null
  /** Columns that hold the id of somebody who works here. */
  people?: Record<string, Fate>
  /** Columns that a person does not get: secrets, what is sealed, and other people's ids. */
  hidden?: string[]
  /** Rows that belong to a person by a row of another table. */
  through?: { column: string; table: string }
  /** Kept without whose it was, and theirs while they are known. */
  own?: true
}

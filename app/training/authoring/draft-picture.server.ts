import type { Db } from '../../../db/connect.ts'
import { m } from '../../i18n/messages.ts'
import type { Language } from '../module.ts'
import { PICTURE_MOST, pictureIn, type Unfit } from '../picture-file.server.ts'
import { keepPicture } from '../picture.server.ts'
import type { SectionValue } from './draft.ts'
import { fieldName, fieldsOf, type FormPart } from './form.ts'
import { withPlan } from './tree.ts'

export interface UnfitPicture {
  field: string
  why: Unfit
}

/**
 * The section with the picture that came with its form, if one did. A file that is no picture for a module changes nothing,
 * and the rest is as it was sent.
 */
export async function withSentPicture(
  db: Db,
  sent: FormData,
  parts: readonly FormPart[],
  value: SectionValue,
  now: Date,
): Promise<{ value: SectionValue; unfit: UnfitPicture | null }> {
  let { plan } = value
  for (const part of fieldsOf(parts)) {
    if (part.type !== 'picture') continue
    const field = fieldName.plan(part.key)
    const file = sent.get(field)
    // A file field that was left alone sends a file without a name.
    if (!(file instanceof File) || (file.size === 0 && file.name === '')) continue
    const read = pictureIn(new Uint8Array(await file.arrayBuffer()))
    if (typeof read === 'string') return { value, unfit: { field, why: read } }
    const { bytes, ...picture } = read
    await keepPicture(db, { file: picture.file, bytes }, now)
    plan = withPlan(plan, part.key.split('.').slice(0, -1), picture) as typeof plan
  }
  return { value: { ...value, plan }, unfit: null }
}

/** What is wrong with a file, and what to do. */
export function unfitWords(why: Unfit, locale: Language): string {
  const words: Record<Unfit, () => string> = {
    none: () => m.training_author_picture_none({}, { locale }),
    broken: () => m.training_author_picture_broken({}, { locale }),
    moving: () => m.training_author_picture_moving({}, { locale }),
    wide: () => m.training_author_picture_wide({}, { locale }),
    large: () =>
      m.training_author_picture_large({ kb: Math.round(PICTURE_MOST / 1024) }, { locale }),
  }
  return words[why]()
}

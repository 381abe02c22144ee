import { createHash } from 'node:crypto'
import { cleaned, type PictureFault } from '../files/picture.server.ts'
import type { Picture } from './module.ts'

/** Bytes of one picture: what a phone loads on a slow line without being waited for. */
export const PICTURE_MOST = 1024 * 1024

export type Unfit = PictureFault | 'large'

/** A picture ready to be kept, or what is wrong with the file that was brought. */
export function pictureIn(source: Uint8Array): (Picture & { bytes: Buffer }) | Unfit {
  if (source.length > PICTURE_MOST) return 'large'
  const clean = cleaned(source)
  if (typeof clean === 'string') return clean
  const { form, width, height, bytes } = clean
  const file = `${createHash('sha256').update(bytes).digest('hex')}.${form}`
  return { file, width, height, bytes }
}

export interface Prepared {
  value: unknown
  faults: { place: PropertyKey[]; why: Unfit | 'missing'; message: string }[]
}

const WORDS: Record<Unfit | 'missing', string> = {
  missing: 'there is no such file beside module.yaml',
  none: 'this is no JPEG, PNG or WebP',
  broken: 'this picture is cut off or not written right',
  moving: 'a moving picture cannot stand in a module',
  wide: 'a picture has 4096 pixels a side at most',
  large: 'a picture has a megabyte at most',
}

/**
 * What module.yaml holds, its pictures by their own names: the hash of what shows them, and their sizes. Whoever writes files
 * names a picture as it lies beside module.yaml, `picture: { file: shop.jpg }`. Their bytes go to `pictures`.
 */
export function withPictures(
  value: unknown,
  bytesOf: (name: string) => Uint8Array | null,
  pictures: Map<string, Buffer>,
): Prepared {
  const faults: Prepared['faults'] = []
  const { blocks } = (value ?? {}) as { blocks?: unknown }
  if (!Array.isArray(blocks)) return { value, faults }
  const named = blocks.map((block: unknown, index) => {
    const { kind, picture } = (block ?? {}) as { kind?: unknown; picture?: { file?: unknown } }
    const name = picture?.file
    if (kind !== 'picture' || typeof name !== 'string') return block
    const source = /^[\w-]+\.\w+$/.test(name) ? bytesOf(name) : null
    const read = source ? pictureIn(source) : 'missing'
    if (typeof read === 'string') {
      faults.push({ place: ['blocks', index, 'picture'], why: read, message: WORDS[read] })
      return block
    }
    const { bytes, ...own } = read
    pictures.set(own.file, bytes)
    return { ...(block as object), picture: own }
  })
  return { value: { ...(value as object), blocks: named }, faults }
}

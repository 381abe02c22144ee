import { randomBytes } from 'node:crypto'
import { PNG } from 'pngjs'

/** A PNG of so many pixels a side: one colour, or noise, which no compression makes lighter. */
export function drawing(width: number, height: number, look: 'plain' | 'noise' = 'plain'): Buffer {
  const png = new PNG({ width, height })
  png.data = look === 'noise' ? randomBytes(png.data.length) : Buffer.alloc(png.data.length, 0x66)
  return PNG.sync.write(png)
}

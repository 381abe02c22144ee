import { createRequire } from 'node:module'
import { Font } from '@react-pdf/renderer'

let registered = false

/** One typeface with all three scripts; words are never broken, since no rule fits all of them. */
export function registerFonts(): void {
  if (registered) return
  const { resolve } = createRequire(import.meta.url)
  Font.register({
    family: 'DejaVu',
    fonts: [
      { src: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf') },
      { src: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'), fontWeight: 'bold' },
    ],
  })
  Font.registerHyphenationCallback((word) => [word])
  registered = true
}

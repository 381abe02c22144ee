import { createRequire } from 'node:module'
import { type DocumentProps, Font, renderToBuffer } from '@react-pdf/renderer'
import type { ReactElement } from 'react'

const FAMILY = 'DejaVu'
const { resolve } = createRequire(import.meta.url)

let last: Promise<unknown> = Promise.resolve()

/**
 * The document as a PDF in the family 'DejaVu', regular and bold, which has all three scripts; words are never broken,
 * since no rule fits them all. Sheets are set one after the other, each with typefaces read anew: a typeface that was
 * embedded once has forgotten which letters some of its shapes are, so that later sheets would be measured and read
 * without them.
 */
export function pdfOf(document: ReactElement): Promise<Buffer> {
  const set = () => {
    freshTypeface()
    return renderToBuffer(document as ReactElement<DocumentProps>)
  }
  const mine = last.then(set)
  last = mine.catch(() => {})
  return mine
}

function freshTypeface(): void {
  delete Font.getRegisteredFonts()[FAMILY]
  Font.register({
    family: FAMILY,
    fonts: [
      { src: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf') },
      { src: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'), fontWeight: 'bold' },
    ],
  })
  Font.registerHyphenationCallback((word) => [word])
}

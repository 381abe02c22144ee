import { receiptWords } from '../receipt.ts'
import { fromBase64url } from '../token.ts'
import type { WordLanguage } from '../words.ts'

export function wordsOf(receipt: string, language: WordLanguage): string[] {
  const bytes = fromBase64url(receipt)
  return bytes ? receiptWords(bytes, language) : []
}

export interface Picture {
  /** Modules along a side, the quiet border included. */
  size: number
  /** One SVG path of all dark modules. */
  path: string
}

/** A QR code of the page that takes the answer back; the receipt stands behind `#`, which no browser sends. */
export async function receiptPicture(page: string, receipt: string): Promise<Picture> {
  const { create } = await import('qrcode')
  const { modules } = create(`${page}#${receipt}`, { errorCorrectionLevel: 'M' })
  const border = 4
  let path = ''
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (modules.get(y, x)) path += `M${x + border} ${y + border}h1v1h-1z`
    }
  }
  return { size: modules.size + 2 * border, path }
}

/** Cells per record for a delimiter outside quotes, over the first whole records. */
function widths(text: string, delimiter: string): number[] {
  const found: number[] = []
  let width = 1
  let open = false
  for (let at = 0; at < text.length && found.length < 20; at++) {
    const char = text[at]
    if (char === '"') open = !open
    else if (open) continue
    else if (char === delimiter) width++
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at++
      found.push(width)
      width = 1
    }
  }
  return found.length === 0 ? [width] : found
}

/**
 * The delimiter of a text that starts with a header: of comma, semicolon, tab and bar the one whose
 * header width most of the first twenty records share, then the one with more columns. A comma
 * where none splits the header.
 */
export function guessDelimiter(text: string): string {
  let best = { delimiter: ',', share: 0, width: 1 }
  for (const delimiter of [',', ';', '\t', '|']) {
    const [width, ...others] = widths(text, delimiter) as [number, ...number[]]
    if (width === 1) continue
    const share =
      others.length === 0 ? 1 : others.filter((other) => other === width).length / others.length
    if (share > best.share || (share === best.share && width > best.width)) {
      best = { delimiter, share, width }
    }
  }
  return best.delimiter
}

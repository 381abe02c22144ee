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
 * header width most of the first twenty records share, then the one with more columns. Where none splits
 * the header, it may be a title, and the first record that one splits is the header; else a comma.
 */
export function guessDelimiter(text: string): string {
  const found = [',', ';', '\t', '|'].map((delimiter) => ({
    delimiter,
    widths: widths(text, delimiter),
  }))
  const header = Math.min(...found.map(({ widths: all }) => split(all)))
  let best = { delimiter: ',', share: 0, width: 1 }
  for (const { delimiter, widths: all } of found) {
    const [width = 1, ...others] = all.slice(header)
    if (width === 1) continue
    const share =
      others.length === 0 ? 1 : others.filter((other) => other === width).length / others.length
    if (share > best.share || (share === best.share && width > best.width)) {
      best = { delimiter, share, width }
    }
  }
  return best.delimiter
}

/** The first record that is split; behind them all where none is. */
function split(widthsOfAll: number[]): number {
  const at = widthsOfAll.findIndex((width) => width > 1)
  return at === -1 ? widthsOfAll.length : at
}

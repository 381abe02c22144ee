import { inflateSync } from 'node:zlib'

/** The text of a PDF, line by line as it was set; what runs from the right stands reversed. */
export function pdfText(file: Uint8Array): string {
  const raw = Buffer.from(file).toString('latin1')
  const objects = new Map<string, string>()
  for (const [, id, body] of raw.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    objects.set(id!, body!)
  }
  const streamOf = (body: string) => {
    const start = body.indexOf('stream\n') + 7
    const bytes = Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1')
    return /FlateDecode/.test(body)
      ? inflateSync(bytes).toString('latin1')
      : bytes.toString('latin1')
  }
  const letters = new Map<string, Map<string, string>>()
  for (const body of objects.values()) {
    const font = /\/ToUnicode (\d+) 0 R/.exec(body)
    if (font) letters.set(body, lettersOf(streamOf(objects.get(font[1]!)!)))
  }
  const fonts = new Map<string, Map<string, string>>()
  for (const [, name, id] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const known = letters.get(objects.get(id!) ?? '')
    if (known) fonts.set(name!, known)
  }
  const pages = [...objects.values()].filter((body) => /stream\n/.test(body))
  return pages
    .map(streamOf)
    .filter((text) => / T[jJ]\b/.test(text))
    .map((text) => setText(text, fonts))
    .join('\n')
}

/** Glyph → letters. */
function lettersOf(map: string): Map<string, string> {
  const found = new Map<string, string>()
  const words = (hex: string) =>
    String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((code) => Number.parseInt(code, 16)))
  for (const [, from, , list] of map.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
    let glyph = Number.parseInt(from!, 16)
    for (const [, hex] of list!.matchAll(/<([\w ]*)>/g)) {
      found.set((glyph++).toString(16).padStart(4, '0'), words(hex!.replaceAll(' ', '')))
    }
  }
  return found
}

function setText(page: string, fonts: Map<string, Map<string, string>>): string {
  let font: Map<string, string> | undefined
  const lines: string[] = []
  for (const [, name, shown] of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = fonts.get(name)
    if (shown === undefined) continue
    const glyphs = [...shown.matchAll(/<(\w+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? [])
    lines.push(glyphs.map((glyph) => font?.get(glyph.toLowerCase()) ?? '').join(''))
  }
  return lines.join('\n')
}

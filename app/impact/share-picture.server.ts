import { escaped } from '../http/escape.ts'
import type { Lane, Shared } from './share.server.ts'

const WIDTH = 1080
const EDGE = 64
const INSIDE = WIDTH - 2 * EDGE

/** Colours of the light theme: a picture is looked at where no theme reaches. */
const PAPER = '#faf8f4'
const INK = '#1d2528'
const MUTED = '#566166'
const ACCENT = '#0b6a58'
const LINE = '#cfc8ba'

/** The page as one picture to pass on; it runs the way people read. */
export function sharePicture(shared: Shared): string {
  const draw = new Drawing(shared.locale === 'he')
  let y = 96
  y = draw.text(`${shared.company} · ${shared.period}`, y, { size: 26, colour: MUTED })
  y = draw.text(shared.place, y + 30, { size: 58, bold: true })
  y = draw.text(shared.lead, y - 4, { size: 32 })
  y = chain(draw, shared, y)
  y = draw.text(shared.map.title, y + 70, { size: 32, bold: true })
  y = map(draw, shared, y + 4)
  y = draw.text(shared.link.title, y + 44, { size: 32, bold: true })
  y = draw.text(shared.link.text, y + 4, { size: 25 })
  draw.line(y + 20)
  y = draw.text(shared.foot, y + 64, { size: 22, colour: MUTED })
  const height = draw.text(shared.made, y + 6, { size: 22, colour: MUTED }) + 24
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"`,
    ` role="img" xml:lang="${shared.locale}" font-family="Rubik, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif">`,
    `<title>${escaped(`${shared.place} – ${shared.lead}`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="${PAPER}"/>`,
    ...draw.parts,
    '</svg>',
  ].join('')
}

const RING = { wide: 226, gap: 16, tall: 250 }

function chain(draw: Drawing, { rings }: Shared, top: number): number {
  for (const [at, { name, big, small, known }] of rings.entries()) {
    const x = at * (RING.wide + RING.gap)
    draw.box(x, top, RING.wide, RING.tall, known)
    if (at > 0) draw.link(x - RING.gap, top + RING.tall / 2)
    const within = { x, width: RING.wide, middle: true }
    const y = draw.text(name, top + 44, { ...within, size: 22, bold: true })
    // A number stands large, words about as large as the rest.
    const large = visible(big) < 8
    const next = big
      ? draw.text(big, y + (large ? 20 : 4), { ...within, size: large ? 44 : 24, bold: true })
      : y
    draw.text(small, next - (big && large ? 16 : 0), { ...within, size: 20, colour: MUTED })
  }
  return top + RING.tall
}

function map(draw: Drawing, { map }: Shared, top: number): number {
  let y = draw.legend(map, top)
  for (const { name, customers, colleagues } of map.groups) {
    draw.text(name, y + 32, { size: 24, width: 250 })
    draw.lane(colleagues, y + 8, 'square')
    draw.lane(customers, y + 40, 'circle')
    y += 84
  }
  return y
}

interface Style {
  size: number
  bold?: boolean
  colour?: string
  /** From the edge people read from. */
  x?: number
  width?: number
  middle?: boolean
}

const LANE = { x: 262, wide: 300 }

/** Everything is placed from the edge that people read from; right to left that is the right one. */
class Drawing {
  readonly parts: string[] = []

  private readonly rtl: boolean

  constructor(rtl: boolean) {
    this.rtl = rtl
  }

  /** A paragraph whose first line stands on `y`; returns where the line after its last would. */
  text(words: string, y: number, style: Style): number {
    const { size, bold, colour = INK, x = 0, width = INSIDE, middle } = style
    const at = this.at(middle ? x + width / 2 : x)
    let line = y
    const room = middle ? width - 20 : width
    for (const one of wrapped(words, room / (size * (bold ? BOLD : LETTER)))) {
      const anchor = middle ? ' text-anchor="middle"' : ''
      const direction = this.rtl ? ' direction="rtl"' : ''
      const weight = bold ? ' font-weight="600"' : ''
      this.parts.push(
        `<text x="${at}" y="${line}" font-size="${size}" fill="${colour}"${weight}${anchor}${direction}>${escaped(one)}</text>`,
      )
      line += Math.round(size * 1.32)
    }
    return line
  }

  box(x: number, y: number, wide: number, tall: number, known: boolean) {
    const left = this.rtl ? this.at(x) - wide : this.at(x)
    const stroke = known ? `stroke="${ACCENT}"` : `stroke="${LINE}" stroke-dasharray="10 8"`
    this.parts.push(
      `<rect x="${left}" y="${y}" width="${wide}" height="${tall}" rx="40" fill="none" stroke-width="4" ${stroke}/>`,
    )
  }

  /** Between two links of the chain. */
  link(x: number, y: number) {
    const [from, to] = [this.at(x - 8), this.at(x + RING.gap + 8)]
    this.parts.push(
      `<path d="M${from},${y}H${to}" stroke="${ACCENT}" stroke-width="8" stroke-linecap="round"/>`,
    )
  }

  line(y: number) {
    this.parts.push(`<path d="M${EDGE},${y}H${WIDTH - EDGE}" stroke="${LINE}" stroke-width="2"/>`)
  }

  legend({ customers, colleagues }: Shared['map'], y: number): number {
    this.mark(10, y, 'square')
    this.text(colleagues, y + 8, { size: 22, colour: MUTED, x: 32, width: 440 })
    this.mark(490, y, 'circle')
    this.text(customers, y + 8, { size: 22, colour: MUTED, x: 512, width: 440 })
    return y + 34
  }

  /** The interval on the line from −100 to +100, and the figure in words beside it. */
  lane({ shown, words }: Lane, y: number, mark: Mark) {
    const along = (points: number) => LANE.x + ((points + 100) / 200) * LANE.wide
    const [start, zero, end] = [-100, 0, 100].map((points) => this.at(along(points)))
    this.parts.push(
      `<path d="M${start},${y}H${end}M${zero},${y - 10}V${y + 10}" stroke="${LINE}" stroke-width="2"/>`,
    )
    if (shown.low !== null && shown.high !== null) {
      const [from, to] = [this.at(along(shown.low)), this.at(along(shown.high))]
      this.parts.push(
        `<path d="M${from},${y}H${to}" stroke="${mark === 'circle' ? ACCENT : INK}" stroke-opacity="0.35" stroke-width="10" stroke-linecap="round"/>`,
      )
      if (shown.value !== null) this.mark(along(shown.value), y, mark)
    }
    const x = LANE.x + LANE.wide + 20
    this.text(words, y + 7, { size: 21, x, width: INSIDE - x })
  }

  private mark(x: number, y: number, mark: Mark) {
    const at = this.at(x)
    this.parts.push(
      mark === 'circle'
        ? `<circle cx="${at}" cy="${y}" r="9" fill="${ACCENT}"/>`
        : `<rect x="${at - 8}" y="${y - 8}" width="16" height="16" fill="${INK}"/>`,
    )
  }

  private at(x: number): number {
    const place = Math.round((this.rtl ? WIDTH - EDGE - x : EDGE + x) * 10) / 10
    return place
  }
}

type Mark = 'circle' | 'square'

/**
 * How wide a letter is, in ems, in the widest of the faces named, since nobody knows which one is there; what is too
 * long goes on in the next line.
 */
const LETTER = 0.58
const BOLD = 0.66

function wrapped(words: string, letters: number): string[] {
  const most = Math.max(4, Math.floor(letters))
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    const longer = line ? `${line} ${word}` : word
    if (line && visible(longer) > most) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line ? [...lines, line] : lines
}

/** Marks of direction have no width. */
function visible(text: string): number {
  return text.replaceAll(/[\u2066-\u2069\u200e\u200f]/g, '').length
}

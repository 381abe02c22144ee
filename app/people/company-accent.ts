import { clampChroma, converter, formatHex, wcagContrast } from 'culori'

const oklch = converter('oklch')

/** What text in the accent stands on, as in `ui/app.css`; the accent's own soft tone is added to them. */
export const SURFACES = {
  light: ['#faf8f4', '#ffffff', '#f1ede5', '#fbe9e2', '#fbf0d6'],
  dark: ['#14181a', '#1c2225', '#101415', '#3a2019', '#352b13'],
} as const

/** WCAG 2.2, 1.4.3: what text must stand out by. */
export const CONTRAST = 4.5

export interface Tones {
  accent: string
  soft: string
  on: string
}

/** `#rgb` or `#rrggbb`, with or without the sign, as '#rrggbb'; null where it is no colour. */
export function colourFrom(text: string): string | null {
  const [, digits] = /^\s*#?([0-9a-f]{3}|[0-9a-f]{6})\s*$/i.exec(text) ?? []
  if (!digits) return null
  const six = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  return `#${six.toLowerCase()}`
}

/**
 * A company's colour as the portal can use it in either theme: kept where text in it and on it can be read (contrast
 * 4.5 : 1 on every surface), else made darker, or lighter where it is dark, until it can.
 */
export function tonesOf(colour: string): { light: Tones; dark: Tones } {
  const { l, c, h = 0 } = oklch(colour) ?? { l: 0.5, c: 0 }
  const tone = (lightness: number, chroma: number) =>
    formatHex(clampChroma({ mode: 'oklch', l: lightness, c: Math.min(c, chroma), h }, 'oklch'))
  const readable = (accent: string, { soft, on }: Tones, surfaces: readonly string[]) =>
    [...surfaces, soft, on].every((surface) => wcagContrast(accent, surface) >= CONTRAST)

  const light = { accent: colour, soft: tone(0.945, 0.03), on: '#ffffff' }
  for (let at = l; !readable(light.accent, light, SURFACES.light); at -= 0.01) {
    light.accent = tone(at, 1)
  }
  const dark = {
    accent: tone(Math.max(l, 0.78), 0.13),
    soft: tone(0.3, 0.045),
    on: tone(0.2, 0.04),
  }
  for (let at = Math.max(l, 0.78); !readable(dark.accent, dark, SURFACES.dark); at += 0.01) {
    dark.accent = tone(at, 0.13)
  }
  return { light, dark }
}

let last: { colour: string; style: Record<string, string> } | undefined

/** The style that gives a document the company's colour; undefined where it keeps the portal's. */
export function accentStyle(colour: string | null | undefined): Record<string, string> | undefined {
  if (!colour) return undefined
  if (last?.colour !== colour) {
    const { light, dark } = tonesOf(colour)
    const style = {
      '--accent': `light-dark(${light.accent}, ${dark.accent})`,
      '--accent-soft': `light-dark(${light.soft}, ${dark.soft})`,
      '--on-accent': `light-dark(${light.on}, ${dark.on})`,
    }
    last = { colour, style }
  }
  return last.style
}

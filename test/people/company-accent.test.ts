import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { colourFrom, SURFACES, type Tones, tonesOf } from '../../app/people/company-accent.ts'

/** Contrast as WCAG 2.2 defines it, written down a second time. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const value = parseInt(hex.slice(at, at + 2), 16) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

test('contrast is what everybody measures: black on white 21, the lightest grey that passes on white #767676', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeGreaterThanOrEqual(4.5)
  expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5)
})

test('whatever colour a company has, text in it and text on it can be read in both themes', () => {
  const steps = ['00', '33', '66', '99', 'cc', 'ff']
  const colours = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)))
  const poor = colours.flatMap((colour) => {
    const tones = tonesOf(colour)
    return (['light', 'dark'] as const).flatMap((theme) => {
      const { accent, soft, on }: Tones = tones[theme]
      return [...SURFACES[theme], soft, on]
        .filter((surface) => contrast(accent, surface) < 4.5)
        .map((surface) => `${colour} ${theme}: ${accent} on ${surface}`)
    })
  })
  expect(poor).toEqual([])
})

test('a colour that can be read stays as it is; a yellow becomes darker on paper and stays bright at night', () => {
  expect(tonesOf('#0b6a58').light.accent).toBe('#0b6a58')
  expect(tonesOf('#1a4fa0').light.accent).toBe('#1a4fa0')
  const { light, dark } = tonesOf('#ffcc00')
  expect(contrast(light.accent, '#000000')).toBeLessThan(contrast('#ffcc00', '#000000'))
  expect(contrast(dark.accent, '#000000')).toBeGreaterThan(contrast(light.accent, '#000000'))
})

test('the surfaces looked at are those of the portal', () => {
  const css = readFileSync('app/ui/app.css', 'utf8')
  const names = ['paper', 'raised', 'sunk', 'bad-soft', 'warn-soft']
  const pairs = names.map((name) =>
    new RegExp(`--${name}: light-dark\\((\\S+), (\\S+)\\)`).exec(css)!,
  )
  expect(SURFACES.light).toEqual(pairs.map(([, light]) => light))
  expect(SURFACES.dark).toEqual(pairs.map(([, , dark]) => dark))
})

test('a colour is written as people write it, and nothing else is taken for one', () => {
  for (const text of ['#1A73E8', '1a73e8', ' #1a73e8 ']) expect(colourFrom(text)).toBe('#1a73e8')
  expect(colourFrom('#FC0')).toBe('#ffcc00')
  for (const text of ['', '#', 'red', '#12345', '#1234567', '#gggggg', '#1a73e8;x', 'url(#a)']) {
    expect(colourFrom(text)).toBeNull()
  }
})

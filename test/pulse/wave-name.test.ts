import { expect, test } from 'vitest'
import { waveName } from '../../app/pulse/wave-name.ts'

const title = { en: 'How it holds', ru: 'Как держится', he: 'איך זה מחזיק' }

test('two waves of one survey are told apart by the month they went out, in the reader’s language', () => {
  const spring = Date.UTC(2026, 3, 1)
  const autumn = Date.UTC(2026, 10, 3)
  expect(waveName(title, spring, 'Europe/Berlin', 'en')).toBe('How it holds, April 2026')
  expect(waveName(title, autumn, 'Europe/Berlin', 'ru')).toBe('Как держится, ноябрь 2026')
  expect(waveName(title, autumn, 'Europe/Berlin', 'he')).toBe('איך זה מחזיק, נובמבר 2026')
})

test('the month is the one on the company’s own calendar', () => {
  const newYear = Date.UTC(2025, 11, 31, 22, 30)
  expect(waveName(title, newYear, 'Asia/Jerusalem', 'en')).toBe('How it holds, January 2026')
})

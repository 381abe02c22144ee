import { TAGS } from './format.ts'
import type { Locale } from './locale.ts'

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes in the largest unit that leaves a whole one: "1.4 GB". */
export function formatBytes(bytes: number, locale: Locale): string {
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), STEPS.length - 1)
  return unit(bytes / 1024 ** step, STEPS[step]!, locale)
}

/** How long something took, in ms: "340 ms", "12 sec", "7 min". */
export function formatDuration(ms: number, locale: Locale): string {
  if (ms < 1000) return unit(Math.round(ms), 'millisecond', locale)
  if (ms < 120_000) return unit(ms / 1000, 'second', locale)
  return unit(Math.round(ms / 60_000), 'minute', locale)
}

/** How long ago or how soon, in the largest unit that leaves a whole one: "3 hours ago", "in 5 minutes". */
export function formatDistance(ms: number, locale: Locale): string {
  const relative = new Intl.RelativeTimeFormat(TAGS[locale], { numeric: 'always' })
  const size = Math.abs(ms)
  if (size < 60_000) return relative.format(Math.trunc(ms / 1000), 'second')
  if (size < 3_600_000) return relative.format(Math.trunc(ms / 60_000), 'minute')
  if (size < 48 * 3_600_000) return relative.format(Math.trunc(ms / 3_600_000), 'hour')
  return relative.format(Math.trunc(ms / 86_400_000), 'day')
}

function unit(value: number, name: string, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale], {
    style: 'unit',
    unit: name,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

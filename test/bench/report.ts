import type { Profile } from './profile.ts'

/** One ratio: what was aimed at, and what each round gave. */
export interface Measure {
  name: string
  aim: '≥' | '≤'
  target: number
  rounds: number[]
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The line that scripts read, and the spread of the rounds below it. */
export function show({ name, aim, target, rounds }: Measure): void {
  const ratio = median(rounds)
  const met = aim === '≥' ? ratio >= target : ratio <= target
  console.log(`bench ${name} ratio ${short(ratio)} aim ${aim}${target} ${met ? 'met' : 'missed'}`)
  console.log(
    `  over ${rounds.length} rounds: ${short(Math.min(...rounds))} … ${short(Math.max(...rounds))}`,
  )
}

/** A row of what was timed: the median of the rounds and their spread. */
export function row(what: string, values: number[], unit: string): void {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  console.log(
    `  ${what.padEnd(34)} ${short(median(values)).padStart(8)} ${unit}  (${short(low)} … ${short(high)})`,
  )
}

/** A row of a series: what came through, and what one request cost the server's processor. */
export function seriesRow(what: string, { rates, cpu }: { rates: number[]; cpu: number[] }): void {
  row(what, rates, `per s, ${short(median(cpu))} ms of processor each`)
}

/** The same ratio by processor time: what a machine that does other things besides distorts less. */
export function byCpu(ours: number[], base: number[]): void {
  console.log(`  by processor time the ratio is ${short(median(base) / median(ours))}`)
}

export function showProfile(of: string, profile: Profile): void {
  const parts = profile
    .filter(([, share]) => share >= 0.02)
    .slice(0, 9)
    .map(([what, share]) => `${what} ${Math.round(share * 100)} %`)
  console.log(`  time in ${of}: ${parts.join(', ')}`)
}

function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

import { readSettings } from '../../app/http/settings.ts'
import { connect, migrate } from '../../db/connect.ts'
import { phases, wave } from './answering.ts'
import { folders, rate, same, Series, serve } from './load.ts'
import { byCpu, median, row, seriesRow, show, showProfile } from './report.ts'

const ROUNDS = 5
/** Rounds before the first that counts: until then a started portal is still being compiled as it runs. */
const WARM = 4
/** Answers of one round; each person answers once. */
const ANSWERS = 240
const BARE = 8000
const PHASES = ['page', 'token', 'response'] as const

/**
 * A pulse answer in its three timed phases at 8 connections, against bare node:http answers. A phase that makes p answers
 * a second costs 1/p seconds, so an answer's rate is 1 / (1/page + 1/token + 1/response). Blinding and finalising are
 * the browser's work and off the clock: blinded messages are any numbers below the key, and tokens are signed plainly.
 */
export async function pulse(): Promise<void> {
  const { remove, ...dirs } = folders()
  const settings = readSettings(dirs)
  const db = await connect(settings)
  await migrate(db)
  const people = await wave(db, settings.keyDir, (WARM + ROUNDS + 1) * ANSWERS)
  await db.destroy()
  const bare = await serve('bare.ts')
  const server = await serve('server.ts', dirs)
  try {
    const asks = people.map((person) => phases(person, server.url))
    const times = { page: new Series(), token: new Series(), response: new Series() }
    const nothing = new Series()
    const round = async (into: typeof times, base: Series) => {
      const part = asks.splice(0, ANSWERS)
      await base.add(bare, same({ path: '/' }, BARE))
      for (const phase of PHASES) {
        await into[phase].add(
          server,
          part.map((each) => each[phase]),
        )
      }
    }
    const cold = { page: new Series(), token: new Series(), response: new Series() }
    for (let i = 0; i < WARM; i++) await round(cold, new Series())
    for (let i = 0; i < ROUNDS; i++) await round(times, nothing)
    const answers = nothing.rates.map(
      (_, i) => 1 / sum(PHASES.map((phase) => 1 / times[phase].rates[i]!)),
    )
    show({
      name: 'pulse',
      aim: '≥',
      target: 0.0145,
      rounds: answers.map((each, i) => each / nothing.rates[i]!),
    })
    byCpu([sum(PHASES.map((phase) => median(times[phase].cpu)))], nothing.cpu)
    for (const phase of PHASES) seriesRow(phase, times[phase])
    row('an answer, the three together', answers, 'per s')
    seriesRow('bare node:http', nothing)
    row(`page, the first ${ANSWERS} after the start`, [cold.page.rates[0]!], 'per s')
    const spent = PHASES.map((phase) => 1 / median(times[phase].rates))
    const shares = spent.map((each, i) => `${PHASES[i]} ${Math.round((100 * each) / sum(spent))} %`)
    console.log(`  of an answer's time: ${shares.join(', ')}`)
    const part = asks.splice(0, ANSWERS)
    for (const phase of PHASES) {
      const asked = part.map((each) => each[phase])
      showProfile(phase, await server.profile(() => rate(server.url, asked)))
    }
  } finally {
    await Promise.all([server.stop(), bare.stop()])
    remove()
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

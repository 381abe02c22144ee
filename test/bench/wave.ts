import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readSettings } from '../../app/http/settings.ts'
import { blindSign, signingKey } from '../../app/pulse/token.server.ts'
import { connect, migrate } from '../../db/connect.ts'
import { postgresBin, startPostgres } from '../support/postgres.ts'
import { closedWhole, phases, wave } from './answering.ts'
import { folders, load, rate, same, serve } from './load.ts'
import { row, show } from './report.ts'

const PEOPLE = 10_000
/** Answers sent a second time, as a phone does that heard nothing. */
const AGAIN = 1600
const CONNECTIONS = 16

/**
 * A whole company answers: ten thousand people take their token and send their answer, a tenth of them twice, then the
 * wave closes; on SQLite and on PostgreSQL. Throws where anything is lost or doubled.
 */
export async function waves(): Promise<void> {
  await answered('sqlite')
  const bin = postgresBin()
  if (!bin) return console.log('  no PostgreSQL here: the wave was answered on SQLite alone')
  const server = startPostgres(bin, { durable: true })
  try {
    await answered('postgres', server.url('postgres'))
  } finally {
    server.remove()
  }
}

async function answered(name: string, databaseUrl?: string): Promise<void> {
  const { remove, ...dirs } = folders()
  const env = databaseUrl ? { ...dirs, DATABASE_URL: databaseUrl } : dirs
  const settings = readSettings(env)
  const db = await connect(settings)
  await migrate(db)
  const people = await wave(db, settings.keyDir, PEOPLE)
  const waveId = people[0]!.waveId
  const bare = await serve('bare.ts')
  const server = await serve('server.ts', env)
  try {
    const asks = people.map((person) => phases(person, server.url))
    // The first thousands of anything run before the compiler knows them.
    await rate(bare.url, same({ path: '/' }, PEOPLE), CONNECTIONS)
    const base = await rate(bare.url, same({ path: '/' }, PEOPLE), CONNECTIONS)
    const alone = signingAlone()
    const before = [await server.memory(), await server.alive()] as const
    const token = await load(
      server.url,
      asks.map((ask) => ask.token),
      CONNECTIONS,
    )
    const responses = asks.map((ask) => ask.response)
    const response = await load(server.url, responses, CONNECTIONS)
    await load(server.url, responses.slice(0, AGAIN), CONNECTIONS)
    const [memory, alive] = [await server.memory(), await server.alive()]
    await server.stop()

    const closing = await closedWhole(db, settings.keyDir, waveId, PEOPLE)

    const both = 1 / (1 / token.rate + 1 / response.rate)
    show({ name: `wave_${name}`, aim: '≥', target: 0.0145, rounds: [both / base] })
    console.log(`  ${PEOPLE} answered, ${AGAIN} of them twice: 0 lost, 0 doubled`)
    row('against signing alone', [token.rate / alone], `(${Math.round(alone)} signatures per s)`)
    row('token', [token.rate], `per s, p99 ${token.p99} ms`)
    row('response', [response.rate], `per s, p99 ${response.p99} ms`)
    row('bare node:http', [base], 'per s')
    row('memory at its most', [memory], `MB (${Math.round(before[0])} before)`)
    row('of it alive', [alive], `MB (${Math.round(before[1])} before)`)
    row('closing', [closing], 's')
  } finally {
    await db.destroy()
    await Promise.all([server.stop(), bare.stop()])
    remove()
  }
}

/** What one thread that does nothing else signs, per second. */
function signingAlone(): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = signingKey(privateKey)
  const blinded = randomBytes(256)
  blinded[0]! &= 127
  const times = 500
  const started = performance.now()
  for (let i = 0; i < times; i++) blindSign(key, blinded)
  return times / ((performance.now() - started) / 1000)
}

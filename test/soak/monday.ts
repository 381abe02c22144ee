import { readSettings } from '../../app/http/settings.ts'
import { connect, migrate } from '../../db/connect.ts'
import { phases, wave } from '../bench/answering.ts'
import { folders, serve } from '../bench/load.ts'
import { Memory, Tally } from './tally.ts'

/** Of three who look at Today, one answers at once. */
const ANSWERS = 3
const CONNECTIONS = 200

/**
 * Monday morning: everybody opens Today once within the minutes, at moments of chance, while a wave runs that every third
 * answers. Waits count from the moment somebody wished for the page. Whether all went well.
 */
export async function monday(people: number, minutes: number): Promise<boolean> {
  const { remove, ...dirs } = folders()
  const settings = readSettings(dirs)
  const db = await connect(settings)
  await migrate(db)
  const company = await wave(db, settings.keyDir, people)
  const server = await serve('server.ts', dirs)
  const tally = new Tally(CONNECTIONS)
  const memory = new Memory()
  try {
    const moments = company
      .map((person, i) => ({
        person,
        answers: i % ANSWERS === 0,
        at: Math.random() * minutes * 60_000,
      }))
      .toSorted((a, b) => a.at - b.at)
    const begun = performance.now()
    let looked = 0
    const coming: Promise<void>[] = []
    for (const { person, answers, at } of moments) {
      const wait = begun + at - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      if (at >= looked) {
        looked += (minutes * 60_000) / 15
        coming.push(memory.look(server))
        // One question at a time goes to the server's process.
        await coming.at(-1)
      }
      coming.push(arrives(person, answers))
    }
    await Promise.all(coming)
    console.log(`Monday: ${people} people within ${minutes} minutes, every third answers`)
    tally.show()
    memory.show(await server.memory())
    const { stored } = await db
      .selectFrom('pulse_response')
      .select(({ fn }) => fn.countAll<number>().as('stored'))
      .executeTakeFirstOrThrow()
    const sent = moments.filter(({ answers }) => answers).length
    const lost = sent - Number(stored)
    console.log(`  answers sent ${sent}, stored ${stored}, lost or doubled ${Math.abs(lost)}`)
    return tally.failed === 0 && lost === 0
  } finally {
    await db.destroy()
    tally.close()
    await server.stop()
    remove()
  }

  async function arrives(person: (typeof company)[number], answers: boolean): Promise<void> {
    await tally.ask(server.url, 'Today', { path: '/', headers: { Cookie: person.cookie } })
    if (!answers) return
    const { page, token, response } = phases(person, server.url)
    await tally.ask(server.url, 'pulse page', page)
    await tally.ask(server.url, 'pulse token', token)
    await tally.ask(server.url, 'pulse response', response)
  }
}

// A process that does what is due, says the key of each job as it takes it up, and ends;
// told to hold, it stays at its first until somebody ends it.
import { writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { runDueJobs } from '../../app/jobs/job.server.ts'
import { connect, type Where } from '../../db/connect.ts'

const [where = '', now = '', hold] = process.argv.slice(2)
const db = await connect(JSON.parse(where) as Where)
const work = async (_: unknown, { key }: { key: string }) => {
  writeSync(1, `${key}\n`)
  // Long enough for the others to reach for the same rows.
  await setTimeout(hold ? 2 ** 30 : 20)
}
await runDueJobs(db, { work }, () => new Date(Number(now)))
await db.destroy()

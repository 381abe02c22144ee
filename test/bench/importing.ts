// One import in a process of its own, so that what it needs of memory is its alone.
import { connect, migrate } from '../../db/connect.ts'
import { sites, taken } from './customers.ts'
import { answerQuestions } from './profile.ts'

const { BENCH_FILE, DATA_DIR } = process.env
const db = await connect({ dataDir: DATA_DIR! })
await migrate(db)
const now = new Date()
await sites(db, now)
const { added } = await taken(db, BENCH_FILE!, now)
await db.destroy()
answerQuestions()
process.send!({ ready: String(added) })
process.on('SIGTERM', () => process.exit(0))

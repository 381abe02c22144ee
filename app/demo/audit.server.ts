import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Entry } from '../audit/entry.ts'
import { note } from '../audit/note.server.ts'
import { ask } from '../rights/request.server.ts'
import { moment } from './day.ts'
import { WAVES } from './truth.ts'

/** What HR did over the months, as its screens would have noted it; oldest first, as a log is written. */
export async function fillAudit(db: Db, hr: string, waves: string[], now: Date): Promise<void> {
  const done: [daysAgo: number, entry: Omit<Entry, 'by'>][] = [
    [200, { action: 'value.published' }],
    [199, { action: 'money.entered' }],
    [150, { action: 'webhook.made', subject: { kind: 'webhook', id: 'demo' } }],
    [120, { action: 'retention.customers', detail: { days: 365 } }],
    [60, { action: 'records.exported' }],
  ]
  for (const [index, { launched, closed }] of WAVES.entries()) {
    const subject = { kind: 'wave', id: waves[index]! } as const
    done.push([launched, { action: 'wave.launched', subject }])
    if (closed <= 0) continue
    done.push([closed, { action: 'wave.closed', subject }])
    done.push([closed - 0.1, { action: 'comments.tagged', subject }])
  }
  done.sort(([a], [b]) => b - a)
  await inTransaction(db, async (trx) => {
    for (const [daysAgo, entry] of done) {
      await note(trx, { by: hr, ...entry }, moment(now, daysAgo))
    }
  })
}

/** Two people ask HR about their own data. */
export async function fillRequests(
  db: Db,
  people: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const [correcting, leaving] = ['1040', '1041'].map((number) => people.get(number)!)
  const words = 'My surname is spelt with one n.'
  await ask(db, correcting!, 'correct', words, moment(now, 6))
  await ask(db, leaving!, 'erase', '', moment(now, 2))
}

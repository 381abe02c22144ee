import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { Db } from '../../db/connect.ts'
import { identityOf } from '../nps/identity.server.ts'
import { importCustomers } from '../nps/import.server.ts'
import { Ordinals } from '../nps/ordinals.server.ts'
import { sourceNamed, storeResponses, storing } from '../nps/store.server.ts'
import type { Answer } from './answers.ts'
import { dayOf, moment } from './day.ts'
import type { Made } from './people.server.ts'
import { DAYS } from './truth.ts'

const COLUMNS = {
  id: 'answer id',
  at: 'date',
  unit: 'site',
  score: 'score',
  comment: 'why',
  improve: 'what would make it a ten',
  visits: 'visits a year',
  basket: 'mean basket',
  satisfaction: 'satisfaction, of 5',
  intent: 'would come again, of 5',
}

/** What comes in as files, and how many days one file covers. */
const FILES = [
  { collectedBy: 'import', source: 'Receipts', file: 'receipts', days: 92 },
  { collectedBy: 'agency', source: 'Panel', file: 'panel', days: 183 },
] as const

/** What customers leave in the portal themselves, or with staff. */
const DIRECT = [
  { collectedBy: 'code', source: 'Codes' },
  { collectedBy: 'staff', source: 'Asked by staff' },
] as const

/** Every so many rows of a file somebody skipped the score. */
const SCORELESS = 70

/** Stores the answers: files through the import, the rest as answers that came in one by one. */
export async function fillCustomers(
  db: Db,
  dataDir: string,
  answers: readonly Answer[],
  made: Made,
  by: string,
  now: Date,
  alive: () => Promise<void>,
): Promise<void> {
  for (const { collectedBy, source: name } of DIRECT) {
    const source = await sourceNamed(db, name, collectedBy, moment(now, DAYS))
    const stored = answers
      .filter((answer) => answer.collectedBy === collectedBy)
      .map(({ site, daysAgo, touchpoint, score, why, improve }, index) => ({
        identity: identityOf([], `${collectedBy} ${index}`, new Ordinals()),
        unitId: made.units.get(site)!,
        answeredOn: dayOf(now, daysAgo),
        ...{ touchpoint, score, why, improve },
        ...{ satisfaction: null, intent: null, visits: null, basket: null },
      }))
    await storing(db, (trx) => storeResponses(trx, source, null, stored, now))
    await alive()
  }

  // One name: what a killed process left is removed with the rest.
  const folder = path.join(dataDir, 'demo-files')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    for (const { collectedBy, source, file, days } of FILES) {
      const rows = answers.filter((answer) => answer.collectedBy === collectedBy)
      for (let from = DAYS; from > 0; from -= days) {
        const to = Math.max(0, from - days)
        const part = rows.filter(({ daysAgo }) => daysAgo > to && daysAgo <= from)
        const name = `${file}-${dayOf(now, from)}.csv`
        await writeFile(path.join(folder, name), csvOf(part, now))
        const options = { source, collectedBy, mapping: COLUMNS }
        const when = moment(now, to, 30)
        await importCustomers(db, path.join(folder, name), options, by, when)
        await alive()
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function csvOf(answers: readonly Answer[], now: Date): string {
  const sorted = answers.toSorted((a, b) => b.daysAgo - a.daysAgo)
  const rows = sorted.map(({ daysAgo, site, score, why, improve, ...figures }, index) => [
    `${dayOf(now, daysAgo)}/${index + 1}`,
    dayOf(now, daysAgo),
    site,
    score,
    why,
    improve,
    figures.visits,
    figures.basket,
    figures.satisfaction,
    figures.intent,
  ])
  const scoreless = rows
    .filter((_, index) => index % SCORELESS === SCORELESS - 1)
    .map(([id, at, site]) => [`${id}/-`, at, site, '', '', '', '', '', '', ''])
  return stringify([Object.values(COLUMNS), ...rows, ...scoreless])
}

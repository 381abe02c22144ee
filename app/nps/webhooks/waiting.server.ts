import type { Db, Trx } from '../../../db/connect.ts'
import { openSites } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { confirmAliases, unitsFor, type UnknownSite } from '../alias.server.ts'
import { contactKey } from '../contact.ts'
import { plain } from '../score.ts'
import { likeliest } from '../spelling.ts'
import { storing } from '../store.server.ts'
import { applyAnswer, knownSite } from './apply.server.ts'
import { closeLine, placeOf } from './log.server.ts'
import type { Heard, Open } from './reading.server.ts'
import { seal, unseal } from './seal.server.ts'
import { leaveOut, webhook, type Webhook } from './webhook.server.ts'

/** More than that waits for nobody: the tool is asked to keep the rest until somebody has said what is open. */
export const MOST_WAITING = 1000

export async function waitingCount(db: Db, webhookId: string): Promise<number> {
  const { n } = await waitingOf(db, webhookId)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** How many wait for a site, and how many for the worth of a word; one may wait for both. */
export async function waitingFor(
  db: Db,
  webhookId: string,
): Promise<{ sites: number; words: number }> {
  const { sites, words } = await waitingOf(db, webhookId)
    .select(({ fn }) => [
      fn.count<number>('site').as('sites'),
      fn.count<number>('reason').as('words'),
    ])
    .executeTakeFirstOrThrow()
  return { sites: Number(sites), words: Number(words) }
}

function waitingOf(db: Db, webhookId: string) {
  return db
    .selectFrom('nps_delivery')
    .where('webhook_id', '=', webhookId)
    .where('outcome', '=', 'waiting')
}

/** What is open of an answer, as its line keeps it; the word stands where other lines say what was wrong. */
function openColumns(sealed: (text: string) => string, { site, word }: Open) {
  return {
    site: site === null ? null : sealed(site),
    ...{
      reason: word === null ? null : ('word' as const),
      value: word === null ? null : sealed(word),
    },
  }
}

/** Keeps an answer until somebody says what is open: what is a person's in it is sealed meanwhile. */
export async function keepWaiting(
  trx: Trx,
  portalSecret: string,
  line: { id: number; webhookId: string },
  { heard: { row, toldAt, said }, ...open }: { heard: Heard } & Open,
  now: Date,
): Promise<void> {
  const sealed = (text: string) => seal(portalSecret, placeOf(line.webhookId), text)
  const { why, improve, contact, identity, ...rest } = row
  await trx
    .updateTable('nps_delivery')
    .where('id', '=', line.id)
    .set((eb) => ({
      ...{ outcome: 'waiting', identity, came_at: now.getTime(), ...openColumns(sealed, open) },
      times: eb.case().when('times', '=', 0).then(1).else(eb.ref('times')).end(),
      answer: JSON.stringify({ row: rest, toldAt, said }),
      words: why === null && improve === null ? null : sealed(JSON.stringify({ why, improve })),
      contact: contact ? sealed(contact) : null,
      contact_key: contact ? contactKey(contact) : null,
    }))
    .execute()
}

interface Waiting extends Open {
  id: number
  erased: boolean
  heard: Heard
}

/** What waits, oldest news first; what no longer opens, since the portal has another secret, is left where it is. */
export async function waiting(db: Db, portalSecret: string, webhookId: string): Promise<Waiting[]> {
  const rows = await waitingOf(db, webhookId)
    .select(['id', 'site', 'value', 'answer', 'words', 'contact', 'identity', 'erased_at'])
    .execute()
  const open = (text: string | null) =>
    text === null ? '' : unseal(portalSecret, placeOf(webhookId), text)
  return rows
    .flatMap((row) => {
      const [site, words, contact] = [open(row.site), open(row.words), open(row.contact)]
      const word = open(row.value)
      if (site === null || words === null || contact === null || word === null) return []
      const { row: rest, toldAt, said } = JSON.parse(row.answer ?? '{}') as Heard
      const { why, improve } = JSON.parse(words || '{}') as { why?: string; improve?: string }
      const told = { why: why ?? null, improve: improve ?? null, contact: contact || null }
      const heard = { row: { ...rest, ...told, identity: row.identity ?? '' }, toldAt, said }
      const still = { site: row.site === null ? null : site, word: word || null }
      return [{ id: row.id, ...still, erased: row.erased_at !== null, heard }]
    })
    .sort((a, b) => a.heard.toldAt - b.heard.toldAt || a.id - b.id)
}

/** The sites that somebody has to name, as imports ask for them; '' stands for answers that name none. */
export async function sitesAsked(
  db: Db,
  portalSecret: string,
  webhookId: string,
): Promise<Omit<UnknownSite, 'said'>[]> {
  const sites = openSites(await unitTree(db))
  const asked = new Map<string, Omit<UnknownSite, 'said'>>()
  for (const { site } of await waiting(db, portalSecret, webhookId)) {
    if (site === null) continue
    const known = asked.get(plain(site))
    if (known) known.rows++
    else {
      const suggestion = site === '' ? null : (likeliest(site, sites)?.id ?? null)
      asked.set(plain(site), { name: site, rows: 1, suggestion })
    }
  }
  return [...asked.values()]
}

/**
 * Remembers what HR said the sites are, and takes in what waited for it. Names in `leftOut` are none of ours: what
 * waited for them is passed over, now and from now on.
 */
export async function nameSites(
  db: Db,
  portalSecret: string,
  hook: Webhook,
  said: { meanings: ReadonlyMap<string, string>; leftOut: string[] },
  by: string,
  now: Date,
): Promise<void> {
  const named = new Map([...said.meanings].filter(([name]) => name !== ''))
  await confirmAliases(db, hook.source.id, named, by, now)
  await leaveOut(db, hook, said.leftOut.map(plain).filter(Boolean))
  const nameless = said.leftOut.includes('') ? 'out' : (said.meanings.get('') ?? null)
  await takeWaiting(db, portalSecret, hook.id, now, nameless)
}

/**
 * Takes in what waited for a site and a word that are known by now; of what waits for both, notes the one that is. One
 * transaction for each, so that it may stop anywhere and go on later. `nameless`: the site of answers that name none, or 'out' to pass them over.
 */
export async function takeWaiting(
  db: Db,
  portalSecret: string,
  webhookId: string,
  now: Date,
  nameless: string | null = null,
): Promise<void> {
  const hook = await webhook(db, webhookId)
  if (!hook || (await waitingCount(db, webhookId)) === 0) return
  const units = await unitsFor(db, hook.source.name)
  for (const { id, site, word, erased, heard } of await waiting(db, portalSecret, webhookId)) {
    const { identity } = heard.row
    const known = site === '' ? await knownSite(db, hook.source.id, identity) : null
    const without = known ?? nameless ?? hook.unitId
    const named = site === '' ? without : (units.get(plain(site ?? '')) ?? null)
    const out = site === '' ? without === 'out' : hook.leftOut.includes(plain(site ?? ''))
    const worth = word === null ? heard.row.score : hook.scale.get(plain(word))
    const unitId = site === null ? heard.row.unitId : named
    const line = { id, webhookId }
    if (!out && worth !== null && (unitId === null || worth === undefined)) {
      const open = { site: unitId === null ? site : null, word: worth === undefined ? word : null }
      const row = { ...heard.row, unitId: unitId ?? heard.row.unitId, score: worth ?? 0 }
      if (open.site !== site || open.word !== word)
        await stillOpen(db, portalSecret, line, { ...open, heard: { ...heard, row } })
      continue
    }
    await storing(db, async (trx) => {
      // Another process may have taken it meanwhile.
      const { numUpdatedRows } = await trx
        .updateTable('nps_delivery')
        .where('id', '=', id)
        .where('outcome', '=', 'waiting')
        .set({ came_at: now.getTime() })
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) return
      const passed = (reason: 'left-out' | 'no-score', value: string) =>
        closeLine(trx, portalSecret, line, { outcome: 'passed', reason, value }, now)
      if (out) return passed('left-out', site ?? '')
      if (worth === null) return passed('no-score', '')
      if (unitId === null || worth === undefined) return
      const settled = { ...heard, row: { ...heard.row, unitId, score: worth } }
      const outcome = await applyAnswer(trx, hook.source, settled, now, erased)
      await closeLine(trx, portalSecret, line, { outcome, reason: null }, now)
    })
  }
}

/** Notes what is known by now of an answer that waits for more. */
async function stillOpen(
  db: Db,
  portalSecret: string,
  line: { id: number; webhookId: string },
  { heard: { row, toldAt, said }, ...open }: { heard: Heard } & Open,
): Promise<void> {
  const { why: _why, improve: _improve, contact: _contact, identity: _identity, ...rest } = row
  const sealed = (text: string) => seal(portalSecret, placeOf(line.webhookId), text)
  await db
    .updateTable('nps_delivery')
    .where('id', '=', line.id)
    .where('outcome', '=', 'waiting')
    .set({ answer: JSON.stringify({ row: rest, toldAt, said }), ...openColumns(sealed, open) })
    .execute()
}

/** Takes words and contact from what still waits, for a customer who asks to be forgotten. */
export async function eraseWaiting(
  trx: Trx,
  asked: { contactKey: string; identities: string[] },
  now: Date,
): Promise<{ answers: number; contacts: number; comments: number }> {
  const rows = await trx
    .selectFrom('nps_delivery')
    .where('outcome', '=', 'waiting')
    .where(({ or, eb }) =>
      or([eb('contact_key', '=', asked.contactKey), eb('identity', 'in', asked.identities)]),
    )
    .select(['id', 'words', 'contact'])
    .execute()
  for (const { id } of rows) {
    await trx
      .updateTable('nps_delivery')
      .where('id', '=', id)
      .set({ words: null, contact: null, contact_key: null, erased_at: now.getTime() })
      .execute()
  }
  return {
    answers: rows.length,
    contacts: rows.filter(({ contact }) => contact !== null).length,
    comments: rows.filter(({ words }) => words !== null).length,
  }
}

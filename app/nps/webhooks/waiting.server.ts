import type { Db, Trx } from '../../../db/connect.ts'
import { unitTree } from '../../people/unit.server.ts'
import { confirmAliases, unitsFor, type UnknownSite } from '../alias.server.ts'
import { contactKey } from '../contact.ts'
import { plain } from '../score.ts'
import { likeliest } from '../spelling.ts'
import { storing } from '../store.server.ts'
import { applyAnswer, knownSite } from './apply.server.ts'
import { closeLine, placeOf } from './log.server.ts'
import type { Heard } from './reading.server.ts'
import { seal, unseal } from './seal.server.ts'
import { leaveOut, webhook, type Webhook } from './webhook.server.ts'

/** More than that waits for nobody: the tool is asked to keep the rest until somebody has said what the sites are. */
export const MOST_WAITING = 1000

export async function waitingCount(db: Db, webhookId: string): Promise<number> {
  const { n } = await waitingOf(db, webhookId)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

function waitingOf(db: Db, webhookId: string) {
  return db
    .selectFrom('nps_delivery')
    .where('webhook_id', '=', webhookId)
    .where('outcome', '=', 'waiting')
}

/** Keeps an answer until somebody says which site is meant: what is a person's in it is sealed meanwhile. */
export async function keepWaiting(
  trx: Trx,
  portalSecret: string,
  line: { id: number; webhookId: string },
  site: string,
  { row, toldAt, said }: Heard,
  now: Date,
): Promise<void> {
  const sealed = (text: string) => seal(portalSecret, placeOf(line.webhookId), text)
  const { why, improve, contact, identity, ...rest } = row
  await trx
    .updateTable('nps_delivery')
    .where('id', '=', line.id)
    .set((eb) => ({
      ...{ outcome: 'waiting', reason: null, value: null, identity, came_at: now.getTime() },
      times: eb.case().when('times', '=', 0).then(1).else(eb.ref('times')).end(),
      site: sealed(site),
      answer: JSON.stringify({ row: rest, toldAt, said }),
      words: why === null && improve === null ? null : sealed(JSON.stringify({ why, improve })),
      contact: contact ? sealed(contact) : null,
      contact_key: contact ? contactKey(contact) : null,
    }))
    .execute()
}

interface Waiting {
  id: number
  site: string
  erased: boolean
  heard: Heard
}

/** What waits, oldest news first; what no longer opens, since the portal has another secret, is left where it is. */
async function waiting(db: Db, portalSecret: string, webhookId: string): Promise<Waiting[]> {
  const rows = await waitingOf(db, webhookId)
    .select(['id', 'site', 'answer', 'words', 'contact', 'identity', 'erased_at'])
    .execute()
  const open = (text: string | null) =>
    text === null ? '' : unseal(portalSecret, placeOf(webhookId), text)
  return rows
    .flatMap((row) => {
      const [site, words, contact] = [open(row.site), open(row.words), open(row.contact)]
      if (site === null || words === null || contact === null) return []
      const { row: rest, toldAt, said } = JSON.parse(row.answer ?? '{}') as Heard
      const { why, improve } = JSON.parse(words || '{}') as { why?: string; improve?: string }
      const told = { why: why ?? null, improve: improve ?? null, contact: contact || null }
      const heard = { row: { ...rest, ...told, identity: row.identity ?? '' }, toldAt, said }
      return [{ id: row.id, site, erased: row.erased_at !== null, heard }]
    })
    .sort((a, b) => a.heard.toldAt - b.heard.toldAt || a.id - b.id)
}

/** The sites that somebody has to name, as imports ask for them; '' stands for answers that name none. */
export async function sitesAsked(
  db: Db,
  portalSecret: string,
  webhookId: string,
): Promise<UnknownSite[]> {
  const sites = (await unitTree(db)).filter(({ kind }) => kind === 'site')
  const asked = new Map<string, UnknownSite>()
  for (const { site } of await waiting(db, portalSecret, webhookId)) {
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
 * Takes in what waited for a site that is known by now. One transaction for each, so that it may stop anywhere and go on
 * later. `nameless`: the site of answers that name none, or 'out' to pass them over.
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
  for (const { id, site, erased, heard } of await waiting(db, portalSecret, webhookId)) {
    const { identity } = heard.row
    const known = site === '' ? await knownSite(db, hook.source.id, identity) : null
    const without = known ?? nameless ?? hook.unitId
    const unitId = site === '' ? without : units.get(plain(site))
    const out = site === '' ? without === 'out' : hook.leftOut.includes(plain(site))
    if (!unitId && !out) continue
    await storing(db, async (trx) => {
      // Another process may have taken it meanwhile.
      const { numUpdatedRows } = await trx
        .updateTable('nps_delivery')
        .where('id', '=', id)
        .where('outcome', '=', 'waiting')
        .set({ came_at: now.getTime() })
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) return
      const line = { id, webhookId }
      if (out || !unitId) {
        const note = { outcome: 'passed', reason: 'left-out', value: site } as const
        return closeLine(trx, portalSecret, line, note, now)
      }
      const settled = { ...heard, row: { ...heard.row, unitId } }
      const outcome = await applyAnswer(trx, hook.source, settled, now, erased)
      await closeLine(trx, portalSecret, line, { outcome, reason: null }, now)
    })
  }
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

import type { Db } from '../../db/connect.ts'
import { auditReport } from './audit.ts'
import { waveReport } from './close.server.ts'
import { frozenTree } from './wave.server.ts'

/**
 * What breaks a promise of the pulse in what is stored, in words for the operator; empty where nothing does. For
 * `zveno verify`: the disclosure audit of every closed wave, and that no more answered than took a token.
 */
export async function pulseFaults(db: Db): Promise<string[]> {
  const faults: string[] = []
  const waves = await db
    .selectFrom('pulse_wave as w')
    .select(['w.id', 'w.status', 'w.issuing', 'w.outcome', 'w.ended_at', 'w.cleaned'])
    .select((eb) => [
      eb
        .selectFrom('pulse_issued as i')
        .whereRef('i.wave_id', '=', 'w.id')
        .select((each) => each.fn.countAll<number>().as('n'))
        .as('issued'),
      eb
        .selectFrom('pulse_issued as i')
        .whereRef('i.wave_id', '=', 'w.id')
        .where('i.blinded_hash', 'is not', null)
        .select((each) => each.fn.countAll<number>().as('n'))
        .as('hashes'),
      eb
        .selectFrom('pulse_response as r')
        .whereRef('r.wave_id', '=', 'w.id')
        .select((each) => each.fn.countAll<number>().as('n'))
        .as('redeemed'),
    ])
    .orderBy('w.id')
    .execute()
  for (const wave of waves) {
    const say = (fault: string) => faults.push(`wave ${wave.id}: ${fault}`)
    const over = wave.status === 'closed' || wave.status === 'void'
    if (over && Number(wave.redeemed) > 0) say('it is over and still holds envelopes')
    if (over && Number(wave.hashes) > 0)
      say('it is over and still holds hashes of blinded messages')
    // After a restore the rows of issued tokens may be older than the answers made with them.
    if (!over && wave.issuing === 1 && Number(wave.redeemed) > Number(wave.issued)) {
      say('more answers than tokens were taken')
    }
    if (wave.outcome !== 'published') continue
    const [tree, report] = [await frozenTree(db, wave.id), await waveReport(db, wave.id)]
    if (!tree || typeof report === 'string') {
      say('its report cannot be read')
      continue
    }
    for (const fault of auditReport(tree, report)) say(fault)
    const { eligible, issued, redeemed, withdrawn, unreadable } = report.counts
    if (eligible < issued || issued < redeemed || redeemed < withdrawn + unreadable) {
      say('its counts do not fit each other')
    }
  }
  return faults
}

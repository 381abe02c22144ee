import { expect, test } from 'vitest'
import { createSignInLink } from '../../app/auth/link.server.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { myPart, waves } from '../../app/pulse/wave.server.ts'
import { companyOf } from '../pulse/company.ts'
import { startPortal } from '../support/portal.ts'
import { figures } from './figures.ts'
import { pause } from './load.ts'

const DAY = 86_400_000

test('forty days later nobody is signed in any more, no link opens, and the wave is closed and has no key', async () => {
  const begin = new Date()
  let clock = begin
  const portal = await startPortal({ now: () => clock })
  const { db, settings } = portal.portal
  try {
    const me = (await companyOf(db, { haifa: 9 })).haifa![0]!
    const cookie = await portal.signIn(me)
    const link = await createSignInLink(db, me, clock)
    const closesAt = new Date(begin.getTime() + 14 * DAY)
    const launched = await launchWave(db, settings.keyDir, survey('chain')!, closesAt, clock)
    if (typeof launched === 'string') throw new Error(launched)
    const page = async (where: string) => (await portal.fetch(where, { cookie })).status
    expect(await page('/')).toBe(200)
    expect(await page(`/pulse/${launched.waveId}`)).toBe(200)
    expect(await myPart(db, launched.waveId, me)).not.toBeNull()

    clock = new Date(begin.getTime() + 40 * DAY)
    const home = await portal.fetch('/', { cookie })
    expect([home.status, home.headers.get('location')?.split('?')[0]]).toEqual([302, '/sign-in'])
    const entered = await portal.fetch(`/enter/${link}`, { method: 'POST' })
    expect(entered.headers.get('set-cookie')).toBeNull()
    expect(entered.status).toBe(410)
    const begun = performance.now()
    while ((await waves(db))[0]!.status !== 'closed') {
      if (performance.now() - begun > 90_000) throw new Error('the wave was not closed')
      await pause(50)
    }
    const late = await portal.fetch(`/pulse/${launched.waveId}/token`, {
      method: 'POST',
      cookie: await portal.signIn(me),
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ blinded: 'A'.repeat(342) }),
    })
    expect(late.status).toBeGreaterThanOrEqual(400)
    expect(late.status).toBeLessThan(500)
    figures('clock', {
      days: 40,
      'sessions alive': 0,
      'links that open': 0,
      'waves open': 0,
      lost: 0,
      'seconds until closed': ((performance.now() - begun) / 1000).toFixed(1),
    })
  } finally {
    await portal.remove()
  }
}, 240_000)

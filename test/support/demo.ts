import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runPortal } from '../../app/cli/portal.ts'
import { demoLinks, fillWithDemo } from '../../app/demo/company.server.ts'
import { readSettings } from '../../app/http/settings.ts'

/** The demo company served on a port and folders of its own, and one person signed in for each role. */
export async function startDemo() {
  const folder = mkdtempSync(path.join(tmpdir(), 'zveno-demo-'))
  const settings = readSettings({
    ...{ PORT: '0', LOG_LEVEL: 'silent' },
    DATA_DIR: path.join(folder, 'data'),
    KEY_DIR: path.join(folder, 'keys'),
  })
  const { url, portal, stop } = await runPortal(settings, {
    prepare: (db) => fillWithDemo(db, settings, new Date(), () => {}),
  })
  const cookies = new Map<string, string>()
  /** As the portal's own pages send it, following no redirect; whose session moves, moves along. */
  const send = async (where: string, role: string | null, body?: URLSearchParams) => {
    const cookie = cookies.get(role ?? '')
    const answer = await fetch(url + where, {
      redirect: 'manual',
      headers: { Origin: url, ...(cookie ? { Cookie: cookie } : {}) },
      ...(body ? { method: 'POST', body } : {}),
    })
    const moved = movedTo(answer.headers.getSetCookie())
    if (role && moved) cookies.set(role, moved)
    return answer
  }
  for (const { role, token } of await demoLinks(portal.db, new Date()))
    await send(`/enter/${token}`, role, new URLSearchParams())
  const remove = async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, folder, cookies, send, remove }
}

/** The session's new cookie among those an answer sets, as when a password changes; null where it stays. */
export function movedTo(set: string[]): string | null {
  return set.map((one) => one.split(';')[0]!).find((one) => /^zveno=./.test(one)) ?? null
}

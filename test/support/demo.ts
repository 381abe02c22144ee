import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runPortal } from '../../app/cli/portal.ts'
import { demoLinks, fillWithDemo } from '../../app/demo/company.server.ts'
import { readSettings } from '../../app/http/settings.ts'

/** The demo company served on a port and folders of its own, and the Cookie of one person for each role. */
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
  for (const { role, token } of await demoLinks(portal.db, new Date())) {
    const headers = { Origin: url }
    const asked = { method: 'POST', headers, redirect: 'manual' } as const
    const entered = await fetch(`${url}/enter/${token}`, asked)
    cookies.set(role, entered.headers.get('set-cookie')!.split(';')[0]!)
  }
  /** As the portal's own pages send it, following no redirect. */
  const send = (where: string, cookie: string | null, body?: URLSearchParams) =>
    fetch(url + where, {
      redirect: 'manual',
      headers: { Origin: url, ...(cookie ? { Cookie: cookie } : {}) },
      ...(body ? { method: 'POST', body } : {}),
    })
  const remove = async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, folder, cookies, send, remove }
}

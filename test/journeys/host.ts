// Runs the portals of one worker, one after the other, so that only the first has everything to load.
import { demoLinks, fillWithDemo } from '../../app/demo/company.server.ts'
import { runPortal, type Running } from '../../app/cli/portal.ts'
import { readSettings } from '../../app/http/settings.ts'

/** To start with these settings, to move the portal's clock so many days ahead, or to stop. */
export type Asked = NodeJS.ProcessEnv | number | 'stop'

const DAY_MS = 86_400_000

let running: Running | undefined
let ahead = 0

process.on('message', (asked: Asked) => void answer(asked).then((said) => process.send!(said)))
process.on('disconnect', () => process.exit())

async function answer(asked: Asked) {
  if (asked === 'stop') return stop()
  if (typeof asked === 'number') return (ahead = asked * DAY_MS)
  return start(asked)
}

async function start(env: NodeJS.ProcessEnv) {
  const settings = readSettings(env)
  ahead = 0
  running = await runPortal(settings, {
    now: () => new Date(Date.now() + ahead),
    prepare: (db) => fillWithDemo(db, settings, new Date(), () => {}),
  })
  const links: Record<string, string> = {}
  for (const { role, token } of await demoLinks(running.portal.db, new Date()))
    links[role] = `${running.url}/enter/${token}`
  return { url: running.url, links }
}

async function stop() {
  await running?.stop()
  return 'stopped'
}

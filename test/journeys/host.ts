// Runs the portals of one worker, one after the other, so that only the first has everything to load.
import { demoLinks, fillWithDemo } from '../../app/demo/company.server.ts'
import { runPortal, type Running } from '../../app/cli/portal.ts'
import { readSettings } from '../../app/http/settings.ts'

let running: Running | undefined

process.on('message', (asked: NodeJS.ProcessEnv | 'stop') => {
  void (asked === 'stop' ? stop() : start(asked)).then((answer) => process.send!(answer))
})
process.on('disconnect', () => process.exit())

async function start(env: NodeJS.ProcessEnv) {
  const settings = readSettings(env)
  running = await runPortal(settings, {
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

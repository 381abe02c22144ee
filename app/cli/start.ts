import process from 'node:process'
import { readSettings, SettingsError } from '../http/settings.ts'
import { demoLinks, fillWithDemo } from '../demo/company.server.ts'
import { InputError } from './io.ts'
import { runPortal, stopOnSignal } from './portal.ts'

try {
  const settings = readSettings(process.env)
  const running = await runPortal(settings, {
    prepare: (db) => fillWithDemo(db, settings, new Date(), (line) => console.log(line)),
  })
  stopOnSignal(running)
  console.log(`ready ${running.url}`)
  for (const { role, token } of await demoLinks(running.portal.db, new Date())) {
    console.log(`${role} ${running.url}/enter/${token}`)
  }
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof InputError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

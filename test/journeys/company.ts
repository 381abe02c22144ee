import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { settingsIn } from './support.ts'

/** Fills the demo company once for the run; every journey walks in a copy of its own. */
export default function fillCompany(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'zveno-journeys-'))
  const { status } = spawnSync(process.execPath, ['app/cli/zveno.ts', 'demo'], {
    env: settingsIn(folder),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error('the demo company could not be filled')
  process.env.JOURNEY_COMPANY = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

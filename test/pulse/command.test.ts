import { rmSync } from 'node:fs'
import { expect, onTestFinished } from 'vitest'
import { InputError, UsageError } from '../../app/cli/io.ts'
import { run } from '../../app/cli/wave.ts'
import { storeResponse } from '../../app/pulse/response.server.ts'
import { myPart } from '../../app/pulse/wave.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { answerOf, companyOf } from './company.ts'

onBothDatabases(
  'an operator launches, lists, closes and reads a wave on the command line',
  async ({ db, dataDir, databaseUrl }) => {
    // KEY_DIR may not lie inside DATA_DIR.
    const keyDir = `${dataDir}-keys`
    onTestFinished(() => rmSync(keyDir, { recursive: true, force: true }))
    const env = { DATA_DIR: dataDir, KEY_DIR: keyDir, DATABASE_URL: databaseUrl ?? '' }
    const lines = async (...args: string[]) => {
      const said: string[] = []
      const io = { out: (line: string) => void said.push(line), err: () => {}, env: env as never }
      expect(await run(args, io)).toBe(0)
      return said
    }
    const wave = async (...args: string[]) => {
      const said = await lines(...args, '--json')
      expect(said).toHaveLength(1)
      return JSON.parse(said[0]!)
    }
    await expect(wave('launch', 'chain')).rejects.toThrow('Fewer than six')
    const people = await companyOf(db, { eilat: 12, haifa: 9 })
    await expect(wave('launch', 'nothing')).rejects.toThrow(InputError)
    await expect(wave('launch', 'chain', '--closes', 'soon')).rejects.toThrow('--closes soon')
    await expect(wave('launch', 'chain', '--closes', '2001-01-01')).rejects.toThrow('past')
    await expect(wave('dance')).rejects.toThrow(UsageError)
    expect(await wave('list')).toEqual({ waves: [] })

    const launched = await wave('launch', 'chain')
    expect(launched).toMatchObject({ status: 'open', survey: 'chain', eligible: 21 })
    const { id, code } = launched
    expect(code.he.split(' ')).toHaveLength(8)
    expect(await wave('list')).toEqual({ waves: [launched] })
    expect(await wave('report', id)).toEqual({ wave: id, outcome: 'not-closed', cells: [] })
    for (const person of [...people.eilat!, ...people.haifa!]) {
      const { group } = (await myPart(db, id, person))!
      const answer = await answerOf(db, keyDir, id, group, { answers: { can_grow: 4 } })
      expect(await storeResponse(db, id, answer, new Date())).toBe('stored')
    }
    expect(await wave('close', id)).toEqual({ id, outcome: 'published' })
    expect(await wave('close', id)).toEqual({ id, outcome: 'already-closed' })
    const report = await wave('report', id)
    expect(report.counts).toMatchObject({ eligible: 21, redeemed: 21 })
    const cell = { unit: 'company', question: 'can_grow', n: 21, shown: 'nearly-all' }
    expect(report.cells).toContainEqual(cell)
    await expect(wave('close', people.eilat![0]!)).rejects.toThrow('no wave')
    expect(await lines('report', id)).toContain('21 of 21 answered, 0 withdrawn, 0 unreadable')
  },
  60_000,
)

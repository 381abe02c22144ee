import { rmSync } from 'node:fs'
import { expect, onTestFinished } from 'vitest'
import { run } from '../../app/cli/wave.ts'
import { closeWave, waveReport } from '../../app/pulse/close.server.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { storeResponse } from '../../app/pulse/response.server.ts'
import { waveResults } from '../../app/pulse/results.server.ts'
import { createSurvey, storedSurvey } from '../../app/pulse/surveys/survey-store.server.ts'
import { wave } from '../../app/pulse/wave.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { AFTER, answerBy, CLOSING, companyOf, LATER, NOON } from './company.ts'

const text = (word: string) => ({ en: word, ru: word, he: word })

onBothDatabases(
  'a choice is asked, sealed, opened and shown; a number that no option has is unreadable',
  async ({ db, dataDir, databaseUrl }) => {
    const keyDir = `${dataDir}-keys`
    onTestFinished(() => rmSync(keyDir, { recursive: true, force: true }))
    const people = await companyOf(db, { akko: 12, haifa: 13 })
    const id = await createSurvey(
      db,
      {
        title: text('Lunch'),
        parts: [
          { bank: 'enps' },
          {
            own: {
              id: 'own_lunch',
              kind: 'choice',
              text: text('When?'),
              options: [text('early'), text('late'), text('never')],
            },
          },
        ],
      },
      NOON,
    )
    const { survey } = (await storedSurvey(db, id))!
    const launch = await launchWave(db, keyDir, survey, CLOSING, NOON)
    if (typeof launch === 'string') throw new Error(launch)
    const { waveId } = launch
    // Of twelve in Akko six, three and three; of thirteen in Haifa six, six and one who chose what is not there.
    const akko = [1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    const haifa = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 4]
    for (const [site, chosen] of [
      ['akko', akko],
      ['haifa', haifa],
    ] as const) {
      for (const [i, option] of chosen.entries()) {
        const answers = { own_lunch: option }
        const posted = await answerBy(db, keyDir, waveId, people[site]![i]!, { answers })
        expect(await storeResponse(db, waveId, posted, LATER)).toBe('stored')
      }
    }
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')

    const report = await waveReport(db, waveId)
    if (typeof report === 'string') throw new Error(report)
    expect(report.counts).toMatchObject({ redeemed: 25, unreadable: 1 })
    expect(report.cells.map((cell) => [cell.unit, cell.n, cell.shown])).toEqual([
      ['akko', 12, 'choice'],
      ['company', 24, 'choice'],
      ['haifa', 12, 'choice'],
    ])
    // 12, 9 and 3 of 24; 6, 3 and 3 of 12, in tenths.
    expect(report.cells[1]).toMatchObject({ distribution: [0.5, 0.4, 0.1] })
    expect(report.cells[0]).toMatchObject({ distribution: [0.5, 0.3, 0.3] })

    const results = await waveResults(db, (await wave(db, waveId))!, 'akko')
    if (typeof results === 'string') throw new Error(results)
    expect(results.questions[1]!.question.options).toHaveLength(3)

    const said: string[] = []
    const env = { DATA_DIR: dataDir, KEY_DIR: keyDir, DATABASE_URL: databaseUrl ?? '' }
    const io = { out: (line: string) => void said.push(line), err: () => {}, env: env as never }
    expect(await run(['report', waveId], io)).toBe(0)
    expect(said).toContain('0 Garden: own_lunch n 24, options 50 %, 40 %, 10 %')
  },
)

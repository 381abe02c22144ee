import { parse } from 'csv-parse/sync'
import readXlsx from 'read-excel-file/node'
import { expect } from 'vitest'
import { csvText } from '../../app/files/csv-out.server.ts'
import { xlsxFile } from '../../app/files/xlsx-out.server.ts'
import { closeWave, waveReport } from '../../app/pulse/close.server.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { storeResponse } from '../../app/pulse/response.server.ts'
import { shownComments, tagComments, topicCounts } from '../../app/pulse/results/comment.server.ts'
import { waveTables } from '../../app/pulse/results/export.server.ts'
import { heatMap } from '../../app/pulse/results/heat-map.server.ts'
import { unitReading } from '../../app/pulse/results/reading.server.ts'
import {
  addTopic,
  removeTopic,
  renameTopic,
  topic,
  topics,
} from '../../app/pulse/results/topic.server.ts'
import { unitPage } from '../../app/pulse/results/unit-page.server.ts'
import { unitPdf } from '../../app/pulse/results/unit-pdf.server.tsx'
import { survey } from '../../app/pulse/survey.server.ts'
import { wave } from '../../app/pulse/wave.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { pdfText } from '../support/pdf.ts'
import { unzipped } from '../support/zip.ts'
import { AFTER, answerBy, CLOSING, companyOf, keyDirOf, LATER, NOON } from './company.ts'

const COMPANY = { name: 'Garden', timeZone: 'UTC' }

/** Haifa fourteen who comment, Akko seven, Eilat four who are counted with the company. */
async function closedWave(database: TestDatabase) {
  const { db } = database
  const keyDir = keyDirOf(database)
  const people = await companyOf(db, { haifa: 14, akko: 7, eilat: 4 })
  const asked = survey('whole')!
  const launch = await launchWave(db, keyDir, asked, CLOSING, NOON)
  if (typeof launch === 'string') throw new Error(launch)
  const items = asked.questions.filter(({ kind }) => kind === 'item')
  for (const [site, ids] of Object.entries(people)) {
    for (const [i, person] of ids.entries()) {
      const given = items.map(({ id }, q): [string, number] => [id, 1 + ((i + q) % 5)])
      const text = `=1+1 from ${site} ${i}`
      const posted = await answerBy(db, keyDir, launch.waveId, person, {
        answers: { enps: (i * 3) % 11, ...Object.fromEntries(given) },
        comments: [{ question: 'comment', text, companyLevel: false }],
      })
      await storeResponse(db, launch.waveId, posted, LATER)
    }
  }
  await closeWave(db, keyDir, launch.waveId, AFTER)
  const report = await waveReport(db, launch.waveId)
  if (typeof report === 'string') throw new Error(report)
  return { db, waveId: launch.waveId, shown: (await wave(db, launch.waveId))!, report }
}

onBothDatabases(
  'the files hold every published cell once, and no hidden cell, count or further column',
  async (database) => {
    const { db, shown, report } = await closedWave(database)
    const tables = (await waveTables(db, shown, COMPANY, 'en'))!
    const { figures, comments } = tables

    const read = parse(csvText([figures.head, ...figures.rows]), { bom: true }) as string[][]
    expect(read.length).toBe(figures.rows.length + 1)
    expect(new Set(read.map((row) => row.length))).toEqual(new Set([17]))
    const [head, ...rows] = read
    expect(head!.slice(0, 10)).toEqual([
      'Unit',
      'Code',
      'Kind',
      'Driver',
      'Question',
      'Answers',
      'Scale',
      'Value',
      'From (95%)',
      'To (95%)',
    ])
    const single = rows.filter(([, , kind]) => kind === 'eNPS' || kind === 'Statement')
    const cellKey = (unit: string, n: number | string) => `${unit} ${n}`
    expect(single.map((row) => cellKey(row[1]!, row[5]!)).toSorted()).toEqual(
      report.cells
        .map((cell) => cellKey(cell.unit === 'company' ? '0' : cell.unit, cell.n))
        .toSorted(),
    )
    const drivers = rows.filter(([, , kind]) => kind === 'Driver' || kind === 'Index')
    expect(drivers.length).toBe(report.drivers.length)
    expect(rows.some((row) => row[1] === 'eilat')).toBe(false)
    // Seven in Akko: bands only, so nothing that could be reckoned with.
    for (const row of rows.filter(([, code]) => code === 'akko')) {
      expect(row.slice(7)).toEqual(row.slice(7).map(() => ''))
    }
    expect(comments.rows.map((row) => row[2]).toSorted()).toEqual(
      report.comments.map(({ text }) => text).toSorted(),
    )

    const sheets = [figures, tables.links, comments, tables.about]
    const file = await xlsxFile(sheets, true)
    const opened = await readXlsx(file)
    expect(opened.map(({ sheet }) => sheet)).toEqual([
      'Figures',
      'Links with eNPS',
      'Comments',
      'About',
    ])
    expect(opened[0]!.data.slice(1).map((row) => row.map((cell) => String(cell ?? '')))).toEqual(
      rows,
    )
    const sheetOf = (bytes: Uint8Array, n: number) =>
      unzipped(bytes).get(`xl/worksheets/sheet${n}.xml`)!
    expect(sheetOf(file, 1)).toContain('rightToLeft="1"')
    expect(sheetOf(file, 3)).not.toMatch(/<f[ >]/)
    expect(sheetOf(await xlsxFile(sheets, false), 1)).not.toContain('rightToLeft="1"')
  },
)

onBothDatabases(
  'a unit’s page on paper says what its cells say, in three scripts, and nothing of other units',
  async (database) => {
    const { db, shown } = await closedWave(database)
    const paper = async (unit: string, locale: 'en' | 'ru' | 'he') => {
      const page = (await unitPage(db, shown, unit, locale))!
      const file = await unitPdf({
        page,
        promises: [],
        wave: shown,
        company: COMPANY,
        locale,
        today: '2026-03-17',
      })
      return pdfText(file).replaceAll(/\s+/g, ' ')
    }
    const haifa = await paper('haifa', 'en')
    expect(haifa).toContain('haifa')
    expect(haifa).toMatch(/14 answers/)
    expect(haifa).toContain('=1+1 from haifa 3')
    expect(haifa).not.toMatch(/akko|eilat/)
    const akko = await paper('akko', 'en')
    expect(akko).toContain('Too few to show without pointing at someone.')
    expect(akko).not.toMatch(/=1\+1|eilat|haifa|\b7 answers/)
    expect(await paper('haifa', 'ru')).toContain('Доверие')
    const hebrew = [...'אמון'].toReversed().join('')
    expect(await paper('haifa', 'he')).toContain(hebrew)
    expect(await unitPage(db, shown, 'nowhere', 'en')).toBeNull()
  },
)

onBothDatabases(
  'the map shows each unit by its cells, and a unit that is too small as hidden throughout',
  async (database) => {
    const { db, shown, report } = await closedWave(database)
    const view = { unit: null, depth: 1, sort: null, down: true }
    const map = (await heatMap(db, shown, view, 'en'))!
    expect(map.rows.map(({ unit }) => unit.id)).toEqual(['company', 'akko', 'eilat', 'haifa'])
    expect(map.columns.slice(0, 2).map(({ id }) => id)).toEqual(['enps', 'loyalty'])
    expect(map.columns.length).toBe(16)
    const row = (id: string) => map.rows.find(({ unit }) => unit.id === id)!.cells
    expect(new Set(row('eilat').map(({ shown: one }) => one.shown))).toEqual(new Set(['hidden']))
    const trust = map.columns.findIndex(({ id }) => id === 'trust')
    const stored = report.drivers.find(({ unit, driver }) => unit === 'haifa' && driver === 'trust')
    expect(row('haifa')[trust]!.shown).toMatchObject({ shown: 'figure', value: stored!.mean })
    const index = report.drivers.find(
      ({ unit, driver }) => unit === 'company' && driver === 'loyalty',
    )
    const reading = (await unitReading(db, shown, 'company', 'en'))!
    const loyalty = reading.readings.find(({ kind }) => kind === 'index')!
    expect(loyalty.shown).toMatchObject({ value: index!.mean })
    expect(loyalty.against).toBeNull()
    expect(await heatMap(db, { ...shown, outcome: 'too-few' }, view, 'en')).toBeNull()
  },
)

onBothDatabases(
  'HR sorts comments by topics; a topic that is in use stays, and its name stands once',
  async (database) => {
    const { db, waveId, shown } = await closedWave(database)
    expect(await addTopic(db, 'Shifts')).toBe('added')
    expect(await addTopic(db, 'shifts')).toBe('exists')
    expect(await addTopic(db, 'Tools')).toBe('added')
    const [shifts, tools] = (await topics(db)) as [Topic, Topic]
    const [first, second] = await shownComments(db, waveId, { units: ['haifa'] })
    await tagComments(
      db,
      waveId,
      new Map([
        [first!.id, [shifts.id, tools.id, 'no-such-topic']],
        [second!.id, [shifts.id, shifts.id]],
        ['no-such-comment', [shifts.id]],
      ]),
    )
    const tagged = await shownComments(db, waveId, { units: ['haifa'] })
    expect(tagged[0]!.topics).toEqual(['Shifts', 'Tools'])
    expect(topicCounts(tagged)).toEqual([
      { name: 'Shifts', comments: 2 },
      { name: 'Tools', comments: 1 },
    ])
    expect((await topic(db, shifts.id))!.comments).toBe(2)
    expect(await removeTopic(db, shifts.id)).toBe('in-use')
    expect(await renameTopic(db, tools.id, 'SHIFTS')).toBe('exists')
    expect(await renameTopic(db, tools.id, 'Tools and rooms')).toBe('renamed')
    await tagComments(db, waveId, new Map([[first!.id, []]]))
    expect(await removeTopic(db, tools.id)).toBe('removed')
    expect(await removeTopic(db, tools.id)).toBe('no-such-topic')
    // Through another wave's address nothing of this one is touched.
    await tagComments(db, 'another-wave', new Map([[second!.id, []]]))
    const page = (await unitPage(db, shown, 'haifa', 'en'))!
    expect(page.topics).toEqual([{ name: 'Shifts', comments: 1 }])
  },
)
type Topic = Awaited<ReturnType<typeof topics>>[number]

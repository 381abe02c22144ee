import iconv from 'iconv-lite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contactKey, contactKind } from '../../app/nps/contact.ts'
import { satisfactionIn } from '../../app/nps/degree.ts'
import { dayIn } from '../../app/nps/day.ts'
import { importCustomers } from '../../app/nps/import.server.ts'
import { inspect } from '../../app/nps/inspect.server.ts'
import { openAnswers } from '../../app/nps/layout.server.ts'
import { readings } from '../../app/nps/readings.server.ts'
import { wrongTotals } from '../../app/nps/recount.server.ts'
import { likeliest, soundOf } from '../../app/nps/spelling.ts'
import { confirmAliases, forgetAliases, unknownSites } from '../../app/nps/alias.server.ts'
import { sourceNamed } from '../../app/nps/store.server.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { fileOf } from '../support/command.ts'
import { onBothDatabases } from '../support/database.ts'

const now = new Date('2026-11-02T12:00:00Z')

const company = { id: 'c', parentId: null, code: 'all', name: 'Gardens', kind: 'company' as const }
const site = (id: string, name: string) => ({
  ...{ id, name, code: id, parentId: 'c', kind: 'site' as const },
})
async function sites(db: Db) {
  for (const unit of [company, site('h', 'חיפה'), site('n', 'North'), site('s', 'Север')]) {
    await addUnit(db, unit)
  }
}

/** Each as its vendor lays it out, with what people wrote into it. */
const EXPORTS = {
  surveymonkey: [
    'Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,Store,How likely are you to recommend us?,,Why?,What would make it a ten?',
    ',,,,,,Response,Response,Other (please specify),Open-Ended Response,Open-Ended Response',
    '114,55,10/31/2026 09:01:02 AM,10/31/2026 09:03:00 AM,10.0.0.1,,North,9 - Extremely likely,,"kind,',
    'quick",',
    '115,55,11/01/2026 10:00:00 AM,11/01/2026 10:02:00 AM,10.0.0.2,,North,3,,slow,a chair',
  ].join('\r\n'),
  qualtrics: [
    'StartDate,EndDate,Status,ResponseId,Q1_NPS_GROUP,Q1,Q2,Store',
    'Start Date,End Date,Response Type,Response ID,Group - How likely,"How likely are you to recommend',
    'us?",Why did you choose that?,Store',
    '"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1_NPS_GROUP""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}","{""ImportId"":""Store""}"',
    '2026-10-30 10:00:00,2026-10-30 10:01:00,IP Address,R_1abc,Promoter,10,kind,North',
    '2026-10-31 10:00:00,2026-10-31 10:01:00,IP Address,R_2abc,Detractor,2,slow,North',
  ].join('\n'),
  typeform: [
    '#,How likely are you to recommend us?,Why?,Store,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags',
    'k2j9,9,kind,North,completed,2026-10-30 10:00:00,,2026-10-30 10:01:00,f00,',
    'p1x3,4,slow,North,completed,2026-10-31 10:00:00,,2026-10-31 10:02:00,f01,',
  ].join('\n'),
  googleForms: [
    'Отметка времени;Магазин;Насколько вы готовы нас рекомендовать?;Почему?',
    '31.10.2026 10:00:00;Север;10;мило',
    '01.11.2026 10:00:00;Север;5;очередь',
  ].join('\r\n'),
  delighted: [
    'ID,Name,Email,Score,Comment,Store,Survey Type,Created At,Permalink',
    '9001,,,10,kind,North,nps,2026-10-30 10:00:00 UTC,https://example.com/r/9001',
    '9002,,,1,slow,North,nps,2026-10-31 10:00:00 UTC,https://example.com/r/9002',
  ].join('\n'),
}

onBothDatabases(
  'the exports of five survey tools are understood as they come, and bring their two answers each',
  async ({ db }) => {
    await sites(db)
    for (const [source, text] of Object.entries(EXPORTS)) {
      const file = fileOf(source === 'googleForms' ? `\uFEFF${text}` : text)
      const look = await inspect(db, file, source)
      expect(look.mapping, source).toMatchObject({
        score: expect.any(String),
        at: expect.stringMatching(/submit|end date|created|отметка/i),
        unit: expect.any(String),
        comment: expect.any(String),
      })
      const report = await importCustomers(db, file, { source, mapping: look.mapping }, null, now)
      expect(report, source).toMatchObject({
        read: 2,
        added: 2,
        skipped: 0,
        wrong: 0,
        refusal: null,
      })
      const again = await importCustomers(db, file, { source, mapping: look.mapping }, null, now)
      expect(again, source).toMatchObject({ read: 2, added: 0, unchanged: 2 })
    }
    const rows = await db
      .selectFrom('nps_response')
      .select(['score', 'answered_on', 'why'])
      .orderBy('id')
      .execute()
    expect(rows.slice(0, 2)).toEqual([
      { score: 9, answered_on: '2026-10-31', why: 'kind,\r\nquick' },
      { score: 3, answered_on: '2026-11-01', why: 'slow' },
    ])
    expect(await wrongTotals(db)).toEqual([])
  },
)

test('the questions stand above the columns, and what the first row calls them is understood too', async () => {
  const surveymonkey = await openAnswers(fileOf(EXPORTS.surveymonkey))
  expect(surveymonkey.names.slice(6)).toEqual([
    'Store',
    'How likely are you to recommend us?',
    'How likely are you to recommend us?: Other (please specify)',
    'Why?',
    'What would make it a ten?',
  ])
  await surveymonkey.close()
  const qualtrics = await openAnswers(fileOf(EXPORTS.qualtrics))
  expect(qualtrics.names[5]).toBe('How likely are you to recommend us?')
  expect(qualtrics.codes?.[5]).toBe('Q1')
  await qualtrics.close()
  const plain = await openAnswers(fileOf('score,why\n,Response\n'))
  expect(plain.skip).toBe(1)
  await plain.close()
  const two = await openAnswers(fileOf('score,why\nResponse,x\n'))
  expect(two.skip).toBe(0)
  await two.close()
})

onBothDatabases(
  'text of windows-1251 and windows-1255 with semicolons arrives as it was written',
  async ({ db }) => {
    await sites(db)
    const files = {
      'windows-1251': 'Дата;Магазин;Оценка;Почему\n31.10.2026;Север;9;Очень вежливый продавец\n',
      'windows-1255':
        'תאריך;סניף;ציון;למה\n31.10.2026;חיפה;9;השירות היה מצוין והמוכרת הסבירה הכול\n',
    }
    for (const [encoding, text] of Object.entries(files)) {
      const file = fileOf(iconv.encode(text, encoding))
      const look = await inspect(db, file, encoding)
      expect(look).toMatchObject({ encoding, encodingSure: true })
      await importCustomers(db, file, { source: encoding, mapping: look.mapping }, null, now)
      const { why } = await db
        .selectFrom('nps_response')
        .select('why')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      expect(text).toContain(why)
    }
  },
)

test('where the letters leave a doubt, the readings are laid side by side', async () => {
  const file = fileOf(iconv.encode('score;why\n9;да\n', 'windows-1251'))
  const { texts } = await readings(file)
  expect(texts).toEqual([
    { encoding: 'windows-1252', text: ['äà'] },
    { encoding: 'windows-1251', text: ['да'] },
    { encoding: 'windows-1255', text: ['הא'] },
  ])
})

onBothDatabases(
  'a date that can be read in two ways is told, one that settles it is not',
  async ({ db }) => {
    await sites(db)
    const bring = (text: string) =>
      importCustomers(
        db,
        fileOf(text),
        { source: 'a', mapping: { score: 's', at: 'd' }, dryRun: true },
        null,
        now,
      )
    expect((await bring('s,d\n9,08/10/2026\n8,01/02/2026\n')).ambiguousDate).toBe('08/10/2026')
    expect((await bring('s,d\n9,08/10/2026\n8,10/31/2026\n')).ambiguousDate).toBeNull()
    expect((await bring('s,d\n9,2026-10-08\n')).ambiguousDate).toBeNull()
  },
)

test('a day as a spreadsheet counts it is that day', () => {
  expect(dayIn('46326.39', 'dmy')).toBe('2026-10-31')
  expect(dayIn('25569', 'dmy')).toBeNull()
})

test('a name in another script is known by its sound, and two sites with numbers are never mixed up', () => {
  for (const names of [
    ['Haifa', 'Хайфа', 'חיפה'],
    ['Moscow Tverskaya', 'Moskva Tverskaya'],
  ]) {
    if (names.length === 3) expect(new Set(names.map(soundOf)).size, names.join()).toBe(1)
  }
  const known = ['חיפה', 'North', 'Netanya', 'Тверская', 'Site 1', 'Site 2'].map((name) => ({
    name,
  }))
  const found = (name: string) => likeliest(name, known)?.name ?? null
  expect(found('Haifa')).toBe('חיפה')
  expect(found('Хайфа')).toBe('חיפה')
  expect(found('Nort')).toBe('North')
  expect(found('נתניה')).toBe('Netanya')
  expect(found('Tverskaya')).toBe('Тверская')
  expect(found('Site 3')).toBeNull()
  expect(found('Atlantis')).toBeNull()
  expect(found('')).toBeNull()
})

onBothDatabases(
  'what a source calls a site is asked once and remembered for that source alone',
  async ({ db }) => {
    await sites(db)
    const source = await sourceNamed(db, 'till', 'import', now)
    const file = fileOf('d,s,u\n2026-10-01,9,Haifa\n2026-10-02,3,HAIFA \n2026-10-02,3,Mars\n')
    const column = { source: 'till', column: 'u' }
    expect(await unknownSites(db, file, column)).toEqual([
      { name: 'Haifa', rows: 2, suggestion: 'h', said: null },
      { name: 'Mars', rows: 1, suggestion: null, said: null },
    ])
    const by = await db
      .insertInto('people_employee')
      .values({
        ...{ id: 'p', staff_number: '1', name: 'P', email: null, unit_id: 'c', locale: 'en' },
        ...{ status: 'active', created_at: 0 },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const said = new Map([
      ['Haifa', 'h'],
      ['Mars', 'no such site'],
    ])
    await confirmAliases(db, source.id, said, by.id, now)
    expect(await unknownSites(db, file, column)).toMatchObject([{ name: 'Mars' }])
    expect(await unknownSites(db, file, { ...column, source: 'other' })).toHaveLength(2)

    const mapping = { score: 's', at: 'd', unit: 'u' }
    const options = { source: 'till', mapping, createUnits: true, leftOut: ['Mars'] }
    const report = await importCustomers(db, file, options, null, now)
    expect(report).toMatchObject({ added: 2, wrong: 1, errors: [{ line: 4, reason: 'unit' }] })
    const { units } = await db
      .selectFrom('people_unit')
      .select(({ fn }) => fn.countAll<number>().as('units'))
      .executeTakeFirstOrThrow()
    expect(units).toBe(4)
  },
)

onBothDatabases(
  'a contact is stored apart from the answer, once, and goes when the file is taken back',
  async ({ db }) => {
    await sites(db)
    const text =
      'd,s,who\n2026-10-01,2,Dana@Example.com\n2026-10-02,9,\n2026-10-03,4,+972 54-123-4567\n'
    const options = { source: 'a', mapping: { score: 's', at: 'd', contact: 'who' } }
    const report = await importCustomers(db, fileOf(text), options, null, now)
    expect(report).toMatchObject({ added: 3 })
    const kept = () => db.selectFrom('nps_contact').selectAll().orderBy('response_id').execute()
    expect(await kept()).toMatchObject([
      { contact: 'Dana@Example.com', contact_key: 'mail dana@example.com', consented_at: null },
      { contact: '+972 54-123-4567', contact_key: 'call 541234567', kept_since: now.getTime() },
    ])
    await importCustomers(db, fileOf(`${text}2026-10-04,1,x@example.com\n`), options, null, now)
    expect(await kept()).toHaveLength(3)
    const broken = `${text}2026-10-05,1,y@example.com\n2026-10-05,1,"never closed`
    const refused = await importCustomers(db, fileOf(broken), options, null, now)
    expect(refused.refusal).not.toBeNull()
    expect(await kept()).toHaveLength(3)
  },
)

test('one contact is one, however it is written', () => {
  expect(new Set(['054-123-4567', '+972541234567', '972 54 123 4567'].map(contactKey)).size).toBe(1)
  expect(new Set(['8 903 123-45-67', '+7 (903) 123 45 67'].map(contactKey)).size).toBe(1)
  expect(contactKey(' Dana@Example.COM')).toBe(contactKey('dana@example.com'))
  expect(['a@b.co', '054-1234567', '@dana'].map(contactKind)).toEqual(['email', 'phone', 'other'])
})

test('five degrees of satisfaction in words are 1 to 5; a number stays as the source has it', () => {
  expect(
    ['Very satisfied', 'Доволен', 'בינוני', 'Plutôt insatisfait', 'Very dissatisfied'].map(
      satisfactionIn,
    ),
  ).toEqual([5, 4, 3, 2, 1])
  expect(['4 - Satisfied', '10', '7,5', 'NA', 'purple'].map(satisfactionIn)).toEqual([
    ...[4, 10, 7.5, null],
    undefined,
  ])
})

onBothDatabases(
  'where no column is known as the score, what else was understood is still proposed',
  async ({ db }) => {
    await sites(db)
    const look = await inspect(
      db,
      fileOf('Дата,Магазин,Вопрос 7,Почему\n31.10.2026,North,9,мило\n'),
      's',
    )
    expect(look.mapping).toEqual({ at: 'Дата', unit: 'Магазин', comment: 'Почему' })
  },
)

onBothDatabases(
  'exports with bytes changed at random never crash and never import a half',
  async ({ db }) => {
    await sites(db)
    const stored = async () => {
      const { n } = await db
        .selectFrom('nps_response')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return n
    }
    const texts = Object.values(EXPORTS)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        async (text, changes) => {
          const bytes = Buffer.from(text)
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte
          const before = await stored()
          const look = await inspect(db, fileOf(bytes), 'fuzz').catch(() => null)
          if (!look) return
          const options = { source: 'fuzz', mapping: look.mapping, createUnits: false }
          const report = await importCustomers(db, fileOf(bytes), options, null, now)
          expect(await stored()).toBe(before + report.added)
          if (report.refusal) expect(report.added).toBe(0)
        },
      ),
      { numRuns: 40 },
    )
    expect(await wrongTotals(db)).toEqual([])
  },
  60_000,
)

onBothDatabases(
  'a report with its title above the table, and names in two rows under merged cells, bring their answers',
  async ({ db }) => {
    await sites(db)
    const reports = {
      'title alone':
        'Answers of October\r\n\r\nDate;Score;Store;Why\r\n31.10.2026;9;North;kind\r\n01.11.2026;3;North;slow\r\n',
      'title of merged cells':
        'Answers of October,,,\nExported 2 November,,,\nDate,Score,Store,Why\n2026-10-31,9,North,kind\n2026-11-01,3,North,slow\n',
      'names in two rows':
        'Answers of October,,,\nDate,Answer,,Store\n,Score,Why,\n2026-10-31,9,kind,North\n2026-11-01,3,slow,North\n',
    }
    for (const [source, text] of Object.entries(reports)) {
      const file = fileOf(text)
      const { columns, mapping } = await inspect(db, file, source)
      expect(Object.keys(mapping).sort(), source).toEqual(['at', 'comment', 'score', 'unit'])
      expect(columns, source).toContain('Store')
      const report = await importCustomers(db, file, { source, mapping }, null, now)
      expect(report, source).toMatchObject({ read: 2, added: 2, wrong: 0, refusal: null })
    }
  },
)

test('a first row of data is not taken for names, whatever cells are empty in it', async () => {
  for (const text of [
    'score\n9\n3\n',
    'score,,\n9,North,x\n',
    'date,score,,why\n,Likely,,kind\n',
    'date,score,,why\n2026-10-31,9,North,kind\n',
    'date,score,\n,,see below\n2026-10-31,9,x\n',
    'why\nfine, thanks\nslow\n',
  ]) {
    const answers = await openAnswers(fileOf(text))
    expect(answers.skip, text).toBe(0)
    await answers.close()
  }
})

onBothDatabases(
  'a site said by mistake is asked about again, with what was said',
  async ({ db }) => {
    await sites(db)
    const file = fileOf('score,shop\n9,Nrth street\n3,South\n')
    const source = await sourceNamed(db, 'survey', 'import', now)
    const asked = (again: boolean) =>
      unknownSites(db, file, { source: 'survey', column: 'shop', again })
    await addEmployee(db, { staffNumber: '1', name: 'HR', unitId: 'c', locale: 'en' }, now)
    const { id: hr } = await db.selectFrom('people_employee').select('id').executeTakeFirstOrThrow()
    await confirmAliases(db, source.id, new Map([['nrth street', 's']]), hr, now)
    expect(await asked(false)).toMatchObject([{ name: 'South', said: null }])
    expect(await asked(true)).toMatchObject([
      { name: 'Nrth street', said: 's' },
      { name: 'South', said: null },
    ])
    await confirmAliases(db, source.id, new Map([['nrth street', 'n']]), hr, now)
    expect(await asked(true)).toMatchObject([{ said: 'n' }, { said: null }])
    await forgetAliases(db, source.id, ['Nrth street'])
    expect(await asked(false)).toMatchObject([{ name: 'Nrth street' }, { name: 'South' }])
  },
)

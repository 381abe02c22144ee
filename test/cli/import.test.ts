import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run } from '../../app/cli/import.ts'
import { InputError, UsageError } from '../../app/cli/io.ts'
import { freshDatabase, onBothDatabases } from '../support/database.ts'
import { sharedData } from '../support/shared-data.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zveno-import-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string): string {
  const full = path.join(folder, name)
  writeFileSync(full, content)
  return full
}

interface Where {
  dataDir: string
  databaseUrl: string | undefined
}

async function zveno({ dataDir, databaseUrl }: Where, ...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await run(['customers', ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env: {
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      KEY_DIR: `${dataDir}-keys`,
      DATABASE_URL: databaseUrl ?? '',
    },
  })
  return { code, out, err }
}

async function counts(where: Where, ...args: string[]) {
  const { code, out } = await zveno(where, ...args, '--json')
  expect(out).toHaveLength(1)
  return { code, ...JSON.parse(out[0]!) }
}

const words = file(
  'words.yaml',
  `"Extremely likely": 10\n"Likely": 8\n"Neither likely nor unlikely": 5\n"Unlikely": 2\n"Extremely unlikely": 0\n"Don't know": null\n`,
)
const nhs = sharedData('nhs-gp-friends-family-2023-24.csv')
const botanic = sharedData('botanic-nps-fr.windows-1252.csv')
const forms = sharedData('google-forms-export-fr-nps.csv')

if (nhs && botanic && forms) {
  onBothDatabases(
    'the three real files arrive by command with the counts that are known, and a second time nothing does',
    async (where) => {
      const surgeries = [
        nhs,
        ...['--source', 'surgeries', '--map', 'score=rating,at=time,unit=surgery'],
        ...['--scale', words, '--create-units'],
      ]
      const garden = [
        botanic,
        ...['--source', 'garden', '--map', 'score=nps,comment=explication,basket=CaTicket'],
        ...['--at-default', '2015-06-01', '--unit-default', 'Lyon', '--create-units'],
        ...['--encoding', 'windows-1252'],
      ]
      const question =
        'Dans quelle mesure, êtes-vous prêt(e)  à recommander cette marque auprès de vos proches ? '
      const form = [forms, '--source', 'form', '--map', `score=${question},at=Horodateur`]

      const none = { errors: [], code: 0 }
      const dry = await counts(where, ...surgeries, '--dry-run')
      expect(dry).toEqual({ read: 3882, added: 3863, unchanged: 0, skipped: 19, ...none })
      for (const [args, read, added] of [
        [surgeries, 3882, 3863],
        [garden, 13_954, 13_612],
        [form, 93, 93],
      ] as const) {
        const skipped = read - added
        const first = await counts(where, ...args)
        expect(first).toEqual({ read, added, unchanged: 0, skipped, ...none })
        const second = await counts(where, ...args)
        expect(second).toEqual({ read, added: 0, unchanged: added, skipped, ...none })
      }
    },
    120_000,
  )
}

async function onSqlite(body: (where: Where) => Promise<void>) {
  const where = await freshDatabase()
  try {
    await body(where)
  } finally {
    await where.remove()
  }
}

test('wrong rows are told in words with line and column, the others are taken, and the command ends with 1', () =>
  onSqlite(async (where) => {
    const name = file('wrong.csv', 'nps,date\n9,2026-01-01\n12,2026-01-01\n8,31.02.2026\n')
    const args = [name, '--source', 's', '--map', 'score=nps,at=date']
    const { code, out, err } = await zveno(where, ...args)
    expect(code).toBe(1)
    expect(out).toContain('added      1')
    expect(err).toEqual([
      `${name}, line 3, column 1: “12” is no score from 0 to 10`,
      `${name}, line 4, column 2: “31.02.2026” is no day of the calendar`,
    ])
    expect(await counts(where, ...args)).toEqual({
      ...{ code: 1, read: 3, added: 0, unchanged: 1, skipped: 0 },
      errors: [
        { line: 3, column: 1, reason: '“12” is no score from 0 to 10' },
        { line: 4, column: 2, reason: '“31.02.2026” is no day of the calendar' },
      ],
    })
  }))

test('a broken file is refused with its line, and nothing of it is stored', () =>
  onSqlite(async (where) => {
    const name = file('broken.csv', 'nps,date\n9,2026-01-01\n"8,2026-01-01\n')
    const args = [name, '--source', 's', '--map', 'score=nps,at=date']
    const { code, out, err } = await zveno(where, ...args)
    expect([code, out]).toEqual([1, []])
    expect(err).toEqual([
      `${name}, line 3, column 1: a quote is opened here and never closed. Nothing was stored.`,
    ])
    expect(await counts(where, ...args)).toMatchObject({
      ...{ code: 1, added: 0 },
      errors: [{ line: 3, reason: 'a quote is opened here and never closed' }],
    })
  }))

test('the columns are guessed where none are named, and remembered for the source', () =>
  onSqlite(async (where) => {
    const first = file('first.csv', 'Дата;Оценка;Комментарий\n01.03.2026;9;хорошо\n02.03.2026;4;\n')
    expect(await counts(where, first, '--source', 's')).toMatchObject({ code: 0, added: 2 })
    const odd = file('odd.csv', 'd;x;y\n01.03.2026;9;9\n')
    await counts(where, odd, '--source', 'odd', '--map', 'score=y,at=d')
    const next = file('next.csv', 'd;x;y\n02.03.2026;1;9\n03.03.2026;1;9\n')
    expect(await counts(where, next, '--source', 'odd')).toMatchObject({ code: 0, added: 2 })
  }))

test('what was typed wrongly is said as such', () =>
  onSqlite(async (where) => {
    const name = file('fine.csv', 'nps,date\n9,2026-01-01\n')
    const usage: string[][] = [
      [],
      [name],
      [name, name, '--source', 's'],
      [name, '--source', ' '],
      [name, '--source', 's', '--map', 'points=nps'],
      [name, '--source', 's', '--map', 'at=date'],
      [name, '--source', 's', '--map', 'score=nps,score=date'],
      [name, '--source', 's', '--map', 'score=nps', '--at-default', 'yesterday'],
      [name, '--source', 's', '--encoding', 'klingon'],
      [name, '--source', 's', '--collected-by', 'nobody'],
    ]
    for (const args of usage) {
      await expect(zveno(where, ...args), args.join(' ')).rejects.toThrow(UsageError)
    }
    await expect(zveno(where, path.join(folder, 'none.csv'), '--source', 's')).rejects.toThrow(
      InputError,
    )
    const missing = await zveno(where, name, '--source', 's', '--map', 'score=nps,at=when')
    expect(missing).toMatchObject({ code: 1, out: [] })
    expect(missing.err[0]).toContain('there is no column “when”')
  }))

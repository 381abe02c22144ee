import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const PURPOSES = ['training', 'pulse', 'feedback', 'nps', 'impact']
const FOUNDATIONS = [
  'people',
  'touchpoints',
  'audit',
  'auth',
  'jobs',
  'http',
  'i18n',
  'ui',
  'statistics',
  'files',
  'mail',
  'operation',
]
const COMPOSERS = ['routes', 'demo', 'cli', 'rights']
const PURE = /^(zod|@cloudflare\/blindrsa-ts|d3-\w+|jstat)/

interface Arrow {
  from: string
  to: string
  typeOnly: boolean
}

/** Every import statement of app/ and db/, as an arrow between files of the project or to a package. */
function arrows(): Arrow[] {
  return ['app', 'db'].flatMap((top) =>
    readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.includes('paraglide'))
      .flatMap((name) => importsOf(path.join(top, name))),
  )
}

function importsOf(from: string): Arrow[] {
  const text = readFileSync(path.join(root, from), 'utf8')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g,
  )
  return [...found].map(([, type, named, bare, lazy]) => {
    const to = (named ?? bare ?? lazy) as string
    const target = to.startsWith('.') ? path.join(path.dirname(from), to) : to
    return { from, to: target, typeOnly: type !== undefined }
  })
}

const folderOf = (file: string) =>
  file.startsWith('app/') ? (file.split('/')[1] ?? '') : file.split('/')[0]
const all = arrows()
const offending = (wrong: (arrow: Arrow) => boolean) =>
  all.filter(wrong).map(({ from, to }) => `${from} → ${to}`)

test('the arrows point one way: routes to purposes to foundations to the database', () => {
  expect(all.length).toBeGreaterThan(200)
  const wrong = offending(({ from, to }) => {
    if (!to.startsWith('app/') && !to.startsWith('db/')) return false
    const a = folderOf(from) as string
    const b = folderOf(to) as string
    if (a === b || !from.startsWith('app/') || from.split('/').length === 2)
      return from.startsWith('db/') && to.startsWith('app/')
    if (b === 'db') return false
    if (b === 'routes') return true
    if (COMPOSERS.includes(a)) return b === 'cli' && a !== 'cli'
    if (COMPOSERS.includes(b)) return true
    if (a === 'impact') return false
    if (PURPOSES.includes(a)) return PURPOSES.includes(b)
    return PURPOSES.includes(b)
  })
  expect(wrong).toEqual([])
})

test('every folder of app/ is a purpose, a foundation or a composer of both', () => {
  const folders = readdirSync(path.join(root, 'app'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  expect(folders.sort()).toEqual([...PURPOSES, ...FOUNDATIONS, ...COMPOSERS].sort())
})

test('a plain file of a purpose is pure: no database, no server file, no Node, only its own kind', () => {
  const wrong = offending(({ from, to, typeOnly }) => {
    if (typeOnly || !PURPOSES.includes(folderOf(from) ?? '')) return false
    if (!from.endsWith('.ts') || /\.(server|worker|client)\.ts$/.test(from)) return false
    if (to.startsWith('app/')) return /\.(server\.ts|tsx)$/.test(to)
    return !PURE.test(to)
  })
  expect(wrong).toEqual([])
})

test("nothing but the app root and other routes' folders knows a route", () => {
  const wrong = offending(
    ({ from, to }) =>
      to.startsWith('app/routes/') &&
      path.dirname(from) !== path.dirname(to) &&
      folderOf(from) !== 'cli',
  )
  expect(wrong).toEqual([])
})

test('migrations are frozen: they import nothing of ours', () => {
  const wrong = offending(
    ({ from, to }) => /^db\/migrations\/\d{4}/.test(from) && /^(app|db)\//.test(to),
  )
  expect(wrong).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'

const client = path.resolve(import.meta.dirname, '../../build/client')

/** Bytes after Brotli, without headers. */
const BUDGET = 100_000

interface Manifest {
  entry: { module: string; imports: string[] }
  url: string
  routes: Record<string, { module: string; hasErrorBoundary: boolean }>
}

test('no page asks a phone for more than 100 kB of scripts', () => {
  const manifest = manifestOf()
  const pages = Object.entries(manifest.routes).filter(([, route]) => route.hasErrorBoundary)
  expect(pages.length).toBeGreaterThan(30)
  const heavy = pages.flatMap(([id, route]) => {
    const files = withImports(...baseOf(manifest), route.module)
    const weight = weightOf(files)
    return weight > BUDGET ? [`${id}: ${weight} bytes in ${files.size} files`] : []
  })
  expect(heavy).toEqual([])
})

test('a screen of a module stays within it with whichever interactive stands there', () => {
  const manifest = manifestOf()
  const step = Object.entries(manifest.routes).find(([id]) => id.includes('training.$slug.$step'))
  if (!step) throw new Error('no screen of a module')
  const base = [...withImports(...baseOf(manifest), step[1].module)]
  const kinds = base.flatMap((file) => imported(file, /import\("\.\/([\w.-]+\.js)"\)/g))
  expect(kinds.length).toBeGreaterThan(8)
  const heavy = kinds.flatMap((kind) => {
    const files = withImports(...base, kind)
    const weight = weightOf(files)
    return weight > BUDGET ? [`${kind}: ${weight} bytes in ${files.size} files`] : []
  })
  expect(heavy).toEqual([])
})

test('what every page brings leaves room for the page: 52 kB, of them 4 kB the list of routes', () => {
  const manifest = manifestOf()
  expect(sizeOf(manifest.url)).toBeLessThanOrEqual(4000)
  expect(weightOf(withImports(...baseOf(manifest)))).toBeLessThanOrEqual(52_000)
})

/** What every page asks for, whichever it is. */
function baseOf(manifest: Manifest): string[] {
  return [
    manifest.url,
    manifest.entry.module,
    ...manifest.entry.imports,
    manifest.routes.root!.module,
  ]
}

/** These files and all they name in imports of their own. */
function withImports(...named: string[]): Set<string> {
  const files = new Set<string>()
  const take = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    imported(file, /(?:from|import)"\.\/([\w.-]+\.js)"/g).forEach(take)
  }
  named.forEach(take)
  return files
}

function weightOf(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + sizeOf(file), 0)
}

const sizes = new Map<string, number>()
function sizeOf(file: string): number {
  const known = sizes.get(file)
  if (known !== undefined) return known
  const size = brotliCompressSync(readFileSync(path.join(client, file))).length
  sizes.set(file, size)
  return size
}

/** Files that this one names in imports of that form. */
function imported(file: string, form: RegExp): string[] {
  const text = readFileSync(path.join(client, file), 'utf8')
  return [...text.matchAll(form)].map(([, name]) => `/assets/${name}`)
}

function manifestOf(): Manifest {
  const name = readdirSync(path.join(client, 'assets')).find((file) =>
    /^manifest-.*\.js$/.test(file),
  )
  const text = readFileSync(path.join(client, 'assets', name ?? ''), 'utf8')
  const window: { __remixManifest?: Manifest } = {}
  runInNewContext(text, { window })
  return window.__remixManifest!
}

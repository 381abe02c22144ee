import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'

const client = path.resolve(import.meta.dirname, '../../build/client')

/** Bytes after Brotli, without headers. */
const BUDGET = 100_000

interface Manifest {
  entry: { module: string; imports: string[] }
  url: string
  routes: Record<string, { module: string; imports?: string[]; hasErrorBoundary: boolean }>
}

test('no page asks a phone for more than 100 kB of scripts', () => {
  const manifest = manifestOf()
  const frame = [manifest.url, manifest.entry.module, ...manifest.entry.imports]
  const pages = Object.entries(manifest.routes).filter(([, route]) => route.hasErrorBoundary)
  expect(pages.length).toBeGreaterThan(30)
  const heavy = pages.flatMap(([id, route]) => {
    const { module, imports = [] } = manifest.routes.root!
    const files = new Set([...frame, module, ...imports, route.module, ...(route.imports ?? [])])
    const weight = [...files].reduce((sum, file) => sum + sizeOf(file), 0)
    return weight > BUDGET ? [`${id}: ${weight} bytes in ${files.size} files`] : []
  })
  expect(heavy).toEqual([])
})

test('a screen of a module stays within it with whichever interactive stands there', () => {
  const manifest = manifestOf()
  const { module: root, imports = [] } = manifest.routes.root!
  const step = Object.entries(manifest.routes).find(([id]) => id.includes('training.$slug.$step'))
  if (!step) throw new Error('no screen of a module')
  const base = [
    ...[manifest.url, manifest.entry.module, ...manifest.entry.imports, root, ...imports],
    ...[step[1].module, ...(step[1].imports ?? [])],
  ]
  const kinds = base.flatMap((file) => imported(file, /import\("\.\/([\w.-]+\.js)"\)/g))
  expect(kinds.length).toBeGreaterThan(8)
  const heavy = kinds.flatMap((kind) => {
    const files = new Set(base)
    const take = (file: string) => {
      if (files.has(file)) return
      files.add(file)
      imported(file, /(?:from|import)"\.\/([\w.-]+\.js)"/g).forEach(take)
    }
    take(kind)
    const weight = [...files].reduce((sum, file) => sum + sizeOf(file), 0)
    return weight > BUDGET ? [`${kind}: ${weight} bytes in ${files.size} files`] : []
  })
  expect(heavy).toEqual([])
})

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
  return JSON.parse(text.replace(/^window\.__remixManifest=/, '').replace(/;?\s*$/, '')) as Manifest
}

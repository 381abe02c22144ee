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
  const sizes = new Map<string, number>()
  const sizeOf = (file: string) => {
    const known = sizes.get(file)
    if (known !== undefined) return known
    const size = brotliCompressSync(readFileSync(path.join(client, file))).length
    sizes.set(file, size)
    return size
  }
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

function manifestOf(): Manifest {
  const name = readdirSync(path.join(client, 'assets')).find((file) =>
    /^manifest-.*\.js$/.test(file),
  )
  const text = readFileSync(path.join(client, 'assets', name ?? ''), 'utf8')
  return JSON.parse(text.replace(/^window\.__remixManifest=/, '').replace(/;?\s*$/, '')) as Manifest
}

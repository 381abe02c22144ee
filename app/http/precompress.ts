/** After a build: each text asset once more as .br and .gz, so that no request waits for the best compression. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = path.resolve('build/client')
for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(js|css|svg|json|txt|html)$/.test(name)) continue
  const file = path.join(root, name)
  const text = readFileSync(file)
  // Below this the header costs more than is saved.
  if (text.length < 512) continue
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  writeFileSync(`${file}.br`, brotliCompressSync(text, quality))
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
}

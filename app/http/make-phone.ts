/**
 * After a build: the worker that keeps learning on a phone, and the page it shows without a network. Both are plain
 * scripts without React; what they need of the build is listed in the worker, and its name changes when any of it does.
 */
import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

const client = path.resolve('build/client')
const assets = readdirSync(path.join(client, 'assets'))
const one = (form: RegExp) => {
  const found = assets.filter((name) => form.test(name))
  if (found.length !== 1) throw new Error(`${found.length} files like ${form} in the build`)
  return `/assets/${found[0]}`
}
const sprite = one(/^icons-[\w-]+\.svg$/)
const style = one(/^root-[\w-]+\.css$/)
const fonts = assets.filter((name) => /^rubik-(latin|cyrillic|hebrew)-wght-normal-/.test(name))

const shell = await bundled('shell', { SPRITE: sprite })
const script = `/assets/phone-${hash(shell).slice(0, 8)}.js`
writeFileSync(path.join(client, script), shell)

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f4" />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14181a" />
    <title>Zveno</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${style}" />
    <script type="module" src="${script}"></script>
  </head>
  <body></body>
</html>
`
writeFileSync(path.join(client, 'offline.html'), page)

const files = [
  '/offline.html',
  '/icon.svg',
  script,
  style,
  sprite,
  ...fonts.map((name) => `/assets/${name}`),
]
const worker = await bundled('worker', { FILES: files, VERSION: hash(page + shell).slice(0, 12) })
writeFileSync(path.join(client, 'sw.js'), worker)

async function bundled(name: string, define: Record<string, unknown>): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: Object.fromEntries(
      Object.entries(define).map(([key, value]) => [key, JSON.stringify(value)]),
    ),
    build: {
      write: false,
      target: 'es2022',
      minify: 'esbuild',
      modulePreload: false,
      lib: {
        entry: `app/training/phone/${name}.client.ts`,
        formats: [name === 'worker' ? 'iife' : 'es'],
        name: 'zveno',
      },
    },
  })
  const [output] = [made].flat()
  if (!output || !('output' in output)) throw new Error(`${name} was not built`)
  return output.output[0].code
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

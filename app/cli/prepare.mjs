// Installs and builds when, and only when, something changed. Plain JavaScript: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
process.chdir(root)

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Zveno needs Node 20.19 or newer to install itself; this is ${process.versions.node}. Install a newer Node and run the command again.`,
  )
  process.exit(1)
}

/** The Node that the project installs for itself; its programs first on PATH. */
const bin = path.join(root, 'node_modules', '.bin')
export const env = {
  ...process.env,
  PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
  // Half of a start is compiling some hundred modules; Node keeps what it compiled.
  NODE_COMPILE_CACHE:
    process.env.NODE_COMPILE_CACHE ?? path.join(root, 'node_modules', '.zveno', 'compiled'),
}

const GENERATED = /paraglide|icons\.svg$|project\.inlang[\\/](?!settings\.json$)/

export async function prepare({ build = true } = {}) {
  const lock = hashOf(['package.json', 'package-lock.json'])
  if (stamp('install') !== lock || !existsSync(path.join(bin, 'node'))) {
    step('installing', 'npm', [
      'ci',
      '--include=dev',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ])
    mark('install', lock)
  }
  if (!build) return
  const sources = hashOf(builtFrom())
  if (stamp('build') !== sources || !existsSync('build/server/index.js')) {
    step('building', 'npm', ['run', '-s', 'build'])
    mark('build', sources)
  }
}

/** Every file the build is made of; nothing that building itself writes, or each start would build again. */
export function builtFrom() {
  return [
    ...files('app'),
    ...files('public'),
    'vite.config.ts',
    'remix.config.js',
    'package-lock.json',
  ]
}

/** Replaces this process by the project's Node as far as Node can: same streams, signals and exit code. */
export function runNode(args) {
  const child = spawn(path.join(bin, 'node'), args, { stdio: 'inherit', env })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

function step(words, command, args) {
  console.log(`${words} …`)
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error(`Zveno stopped while ${words}; the lines above say why.`)
    process.exit(status ?? 1)
  }
}

function files(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !GENERATED.test(file))
    .sort()
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths)
    if (existsSync(file) && statSync(file).isFile()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

function stamp(name) {
  const file = path.join('node_modules', '.zveno', name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function mark(name, value) {
  mkdirSync(path.join('node_modules', '.zveno'), { recursive: true })
  writeFileSync(path.join('node_modules', '.zveno', name), value)
}

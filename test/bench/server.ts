// The portal in a process of its own, with one more page: an empty one, which no build contains.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { runPortal, stopOnSignal } from '../../app/cli/portal.ts'
import { readSettings } from '../../app/http/settings.ts'
import { answerQuestions } from './profile.ts'

// As the portal does before it loads the build itself.
process.env.NODE_ENV ??= 'production'
const build = (await import(
  pathToFileURL(path.resolve('build/server/index.js')).href
)) as ServerBuild
const base = { id: 'bench-empty', parentId: 'root', path: 'bench-empty' }
build.routes['bench-empty'] = { ...base, module: { default: () => null } }
build.assets.routes['bench-empty'] = {
  ...base,
  module: build.assets.routes.root!.module,
  hasLoader: false,
  hasAction: false,
  hasClientAction: false,
  hasClientLoader: false,
  hasErrorBoundary: false,
}

const running = await runPortal(readSettings(process.env))
stopOnSignal(running)
answerQuestions()
process.send!({ ready: running.url })

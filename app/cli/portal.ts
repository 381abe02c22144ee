import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import type { RequestHandler } from 'express'
import { connect, migrate, type Db } from '../../db/connect.ts'
import { makeApp, type Parts } from '../http/app.ts'
import { readBeforeClosing } from '../http/kept-connections.ts'
import { makeLog } from '../http/log.ts'
import type { Portal } from '../http/portal.ts'
import type { Settings } from '../http/settings.ts'
import { logWatch } from '../operation/log-watch.server.ts'
import { companyShown, heedCompany } from '../people/company-shown.server.ts'
import { startJobs } from '../jobs/work.server.ts'
import { InputError } from './io.ts'
import { purposeParts } from './parts.ts'

export interface Running {
  url: string
  portal: Portal
  /** Finishes what was accepted, then closes the database. */
  stop: () => Promise<void>
}

const BUILD = path.resolve('build/server/index.js')

/**
 * Opens the database, makes the portal and listens. `prepare` runs after migrating and before the first
 * request. Used by `npm start`, `zveno serve`, the journeys and the bench alike.
 */
export async function runPortal(
  settings: Settings,
  options: {
    prepare?: (db: Db) => Promise<void>
    now?: () => Date
    development?: { build: Parts['build']; beforeAll: RequestHandler }
  } = {},
): Promise<Running> {
  if (!options.development && !existsSync(BUILD)) {
    throw new InputError('The portal is not built yet: run "npm run build" first.')
  }
  const db = await connect(settings)
  await migrate(db)
  await options.prepare?.(db)

  const named = await companyShown(db)
  // Read by React when the build loads it: its development form takes three times as long for a page.
  if (!options.development) process.env.NODE_ENV ??= 'production'
  const build =
    options.development?.build ?? ((await import(pathToFileURL(BUILD).href)) as ServerBuild)
  // A proxy keeps a connection for a minute. Were it closed here first, a request on its way would find nobody.
  const keepAliveTimeout = 65_000
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout })
  readBeforeClosing(server)
  await listen(server, settings)
  const { port } = server.address() as AddressInfo
  const publicOrigin = settings.publicOrigin ?? `http://${settings.host}:${port}`
  const portal: Portal = {
    db,
    settings: { ...settings, port, publicOrigin },
    now: options.now ?? (() => new Date()),
    log: makeLog(settings.logLevel),
    company: named,
  }
  const { handlers, schedules, ...parts } = purposeParts(portal)
  portal.schedules = schedules
  const tracing = settings.traces
    ? (await import('../operation/tracing.server.ts')).tracing(settings.traces)
    : null
  const app = makeApp(portal, {
    ...parts,
    traced: tracing?.request,
    mode: options.development ? 'development' : 'production',
    build,
    clientDir: options.development ? null : path.resolve('build/client'),
    beforeAll: options.development?.beforeAll,
  })
  server.on('request', app)
  // Another process may have heard HR: what it decided holds here within seconds.
  const watchLog = logWatch(settings, portal.log)
  const heed = setInterval(() => {
    watchLog()
    void heedCompany(db, named)
  }, HEED_MS)
  const jobs = startJobs(db, tracing?.jobs(handlers) ?? handlers, portal.log, portal.now, schedules)
  const stopAll = async () => {
    clearInterval(heed)
    await Promise.all([closed(server), jobs.stop()])
    await tracing?.stop()
    await db.destroy()
  }
  return { url: publicOrigin, portal, stop: stopAll }
}

const HEED_MS = 10_000

function listen(server: Server, { port, host, door }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new InputError(
              `Port ${port} is taken: stop what listens there, or choose another with PORT.`,
            )
          : error,
      )
    })
    // A door that is held elsewhere stays open when we go: whoever knocks waits for our successor.
    if (door === undefined) server.listen(port, host, resolve)
    else server.listen({ fd: door }, resolve)
  })
}

/** Waits for what was accepted; a connection kept open by a slow client must not hold it up for ever. */
function closed(server: Server): Promise<void> {
  return new Promise<void>((resolve) => {
    // A busy connection would go on asking for ever: each answer from now on is its last.
    server.prependListener('request', (_request, response) => {
      response.setHeader('Connection', 'close')
    })
    const idle = setInterval(() => server.closeIdleConnections(), 200)
    const late = setTimeout(() => server.closeAllConnections(), 7000)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(late)
      resolve()
    })
  })
}

/** Stops on SIGTERM and SIGINT, once. */
export function stopOnSignal(running: Running): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void running.stop().then(() => process.exit(0))
    })
  }
}

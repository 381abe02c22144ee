import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'
import { areaOf } from '../http/log.ts'
import type { TraceSettings } from '../http/settings.ts'
import type { JobHandlers } from '../jobs/job.server.ts'
import { VERSION } from './version.ts'

const SEND_MS = 5000
const BATCH = 512
const MOST = 2048
const SERVER = 2
const INTERNAL = 1

interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: typeof SERVER | typeof INTERNAL
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: { stringValue: string } | { intValue: string } }[]
  status: { code?: 2 }
}

export interface Tracing {
  request: RequestHandler
  /** The same work, each run of it a span. */
  jobs: (handlers: JobHandlers) => JobHandlers
  /** Sends what was not sent yet, for at most two seconds. */
  stop: () => Promise<void>
}

/**
 * Spans in OpenTelemetry's OTLP over HTTP as JSON: one a request and one a job, with area or kind, method, status and
 * duration. As with the log, no address, person, unit or survey, and of /pulse nothing at all. Goes on in the trace of a
 * proxy that sends `traceparent`, and keeps silent where that says so. A receiver that is away costs the spans, never a
 * request.
 */
export function tracing({ endpoint, headers, service }: TraceSettings): Tracing {
  let waiting: Span[] = []
  const resource = {
    attributes: [text('service.name', service), text('service.version', VERSION)],
  }
  const send = async (signal?: AbortSignal) => {
    while (waiting.length > 0) {
      const spans = waiting.slice(0, BATCH)
      waiting = waiting.slice(BATCH)
      const body = JSON.stringify({
        resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'zveno' }, spans }] }],
      })
      const answer = await fetch(`${endpoint}/v1/traces`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        signal: signal ?? AbortSignal.timeout(SEND_MS),
      })
      await answer.arrayBuffer()
    }
  }
  let sending: Promise<void> = Promise.resolve()
  const flush = (signal?: AbortSignal) =>
    (sending = sending.then(() => send(signal)).catch(() => {}))
  const beat = setInterval(() => void flush(), SEND_MS)
  beat.unref()

  const keep = (span: Omit<Span, 'spanId' | 'endTimeUnixNano'>) => {
    // The oldest are the least missed.
    if (waiting.length >= MOST) waiting.shift()
    waiting.push({ ...span, spanId: id(8), endTimeUnixNano: nanoseconds() })
  }

  const request: RequestHandler = (request, response, next) => {
    const area = areaOf(request.url, request.path)
    const parent = parentOf(request.get('traceparent'))
    if (area === null || parent === 'silent') return next()
    const startTimeUnixNano = nanoseconds()
    response.on('finish', () => {
      const failed = response.statusCode >= 500
      keep({
        traceId: parent?.traceId ?? id(16),
        ...(parent ? { parentSpanId: parent.spanId } : {}),
        name: `${request.method} ${area}`,
        kind: SERVER,
        startTimeUnixNano,
        attributes: [
          text('http.request.method', request.method),
          text('http.route', area),
          number('http.response.status_code', response.statusCode),
        ],
        status: failed ? { code: 2 } : {},
      })
    })
    next()
  }

  const traced =
    (kind: string, handler: JobHandlers[string]): JobHandlers[string] =>
    async (payload, attempt) => {
      const startTimeUnixNano = nanoseconds()
      const about = { traceId: id(16), name: `job ${kind}`, kind: INTERNAL as typeof INTERNAL }
      const attributes = [text('job.kind', kind), number('job.attempt', attempt.attempt)]
      try {
        await handler(payload, attempt)
        keep({ ...about, startTimeUnixNano, attributes, status: {} })
      } catch (error) {
        const { code, name } = error as { code?: unknown; name?: unknown }
        const type = text('error.type', String(code ?? name))
        keep({
          ...about,
          startTimeUnixNano,
          attributes: [...attributes, type],
          status: { code: 2 },
        })
        throw error
      }
    }

  return {
    request,
    jobs: (handlers) =>
      Object.fromEntries(
        Object.entries(handlers).map(([kind, handler]) => [kind, traced(kind, handler)]),
      ),
    stop: async () => {
      clearInterval(beat)
      await flush(AbortSignal.timeout(2000))
    },
  }
}

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } })
const number = (key: string, value: number) => ({ key, value: { intValue: String(value) } })
const id = (bytes: number) => randomBytes(bytes).toString('hex')
const nanoseconds = () =>
  `${BigInt(Math.round(performance.timeOrigin + performance.now())) * 1_000_000n}`

/** W3C Trace Context: `00-<32 hex>-<16 hex>-<flags>`; flags without the lowest bit ask for silence. */
function parentOf(
  header: string | undefined,
): { traceId: string; spanId: string } | 'silent' | null {
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header ?? '') ?? []
  if (!traceId || !spanId || !flags) return null
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null
  return (parseInt(flags, 16) & 1) === 1 ? { traceId, spanId } : 'silent'
}

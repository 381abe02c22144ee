import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { readSettings } from '../../app/http/settings.ts'
import { smallCompany, startPortal } from '../support/portal.ts'

const Attribute = z.strictObject({
  key: z.string(),
  value: z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ intValue: z.string().regex(/^\d+$/) }),
  ]),
})
/** An export as OTLP's JSON form has it: ids in hex, 64-bit numbers as text, enumerations as numbers. */
const Export = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: z.array(Attribute) }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string() }),
          spans: z.array(
            z.strictObject({
              traceId: z.string().regex(/^[0-9a-f]{32}$/),
              spanId: z.string().regex(/^[0-9a-f]{16}$/),
              parentSpanId: z
                .string()
                .regex(/^[0-9a-f]{16}$/)
                .optional(),
              name: z.string(),
              kind: z.union([z.literal(1), z.literal(2)]),
              startTimeUnixNano: z.string().regex(/^\d{19}$/),
              endTimeUnixNano: z.string().regex(/^\d{19}$/),
              attributes: z.array(Attribute),
              status: z.strictObject({ code: z.literal(2).optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
})

interface Got {
  url: string
  key: string | undefined
  body: string
}

async function receiver(): Promise<{ server: Server; got: Got[]; url: string }> {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text) => (body += text))
    request.on('end', () => {
      got.push({ url: request.url ?? '', key: request.headers['x-key']?.toString(), body })
      response.setHeader('content-type', 'application/json').end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { server, got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT = '00f067aa0ba902b7'

test('requests and jobs become spans, in the trace of the proxy, and nothing in them leads to people, units, surveys or the pulse', async () => {
  const { got, url } = await receiver()
  const portal = await startPortal({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20secret',
    },
  })
  const people = await smallCompany(portal.portal.db)
  const cookie = await portal.signIn(people.employee)
  const headers = { traceparent: `00-${TRACE}-${PARENT}-01` }
  await portal.fetch('/feedback/emma?search=floor', { cookie, headers })
  await portal.fetch('/privacy', { headers: { traceparent: `00-${TRACE}-${PARENT}-00` } })
  for (const address of ['/pulse', '/pulse/some-wave/manifest']) {
    await portal.fetch(address, { cookie, headers })
  }
  // Some work of its own is done before it ends.
  const done = () => portal.portal.db.selectFrom('job_kind').select('kind').execute()
  while ((await done()).length === 0);
  await portal.remove()

  expect(got.length).toBeGreaterThan(0)
  expect(new Set(got.map((one) => `${one.url} ${one.key}`))).toEqual(
    new Set(['/v1/traces a secret']),
  )
  const exports = got.map(({ body }) => Export.parse(JSON.parse(body)))
  const spans = exports.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  )
  expect(spans.filter(({ traceId }) => traceId === TRACE)).toEqual([
    expect.objectContaining({ name: 'GET /feedback', parentSpanId: PARENT, kind: 2 }),
  ])
  expect(spans.some(({ name }) => /^job [a-z]+\./.test(name))).toBe(true)
  expect(spans.some(({ name }) => name.includes('/privacy'))).toBe(false)
  expect(spans.every((one) => one.endTimeUnixNano >= one.startTimeUnixNano)).toBe(true)
  const text = got.map(({ body }) => body).join('')
  expect(text).toContain('service.version')
  expect(text).not.toMatch(/emma|floor|some-wave|\/pulse/i)
  for (const id of Object.values(people)) expect(text).not.toContain(id)
})

test('a receiver that is away keeps nobody waiting', async () => {
  const portal = await startPortal({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
  })
  expect((await portal.fetch('/privacy')).status).toBe(200)
  await portal.remove()
})

test('what a receiver asks for is read from one line, and a line that cannot be read refuses to start', () => {
  const read = (line: string) =>
    readSettings({
      ...{ DATA_DIR: '/tmp/zveno-nobody', SECRET: 's'.repeat(40) },
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/v1/traces',
      OTEL_EXPORTER_OTLP_HEADERS: line,
    }).traces
  expect(read('a=1, Authorization=Basic%20Zm9v')).toEqual({
    endpoint: 'http://collector:4318',
    headers: { a: '1', Authorization: 'Basic Zm9v' },
    service: 'zveno',
  })
  expect(() => read('nonsense')).toThrow(/OTEL_EXPORTER_OTLP_HEADERS/)
})

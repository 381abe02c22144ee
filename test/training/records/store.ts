import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RecordStore } from '../../../app/http/settings.ts'

interface Kept {
  id: string
  [key: string]: unknown
}

export interface TestStore extends RecordStore {
  /** By id, as a store keeps them; the first stands. */
  kept: Map<string, Kept>
  /** Method and address of every request. */
  asked: string[]
  /** Every statement that ever arrived, repeated ones too. */
  arrived: string[]
  /** Answers in place of the store, for as long as it gives a status; 'cut' keeps what came and says nothing. */
  trouble: (() => number | 'cut' | null) | null
  /** Statements that it will not have. */
  refuses: (statement: Kept) => boolean
  close: () => Promise<void>
}

/** A learning record store on this machine that keeps to xAPI 1.0.3 as far as a portal needs. */
export async function recordStore(): Promise<TestStore> {
  const server = createServer((request, response) => void answer(request, response, store))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const store: TestStore = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/xapi`,
    key: 'portal',
    secret: 'a word',
    kept: new Map(),
    asked: [],
    arrived: [],
    trouble: null,
    refuses: () => false,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return store
}

async function answer(request: IncomingMessage, response: ServerResponse, store: TestStore) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method, url = '', headers } = request
  store.asked.push(`${method} ${url}`)
  const end = (status: number, body: unknown = '') =>
    void response
      .writeHead(status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(body))
  const basic = `Basic ${Buffer.from(`${store.key}:${store.secret}`).toString('base64')}`
  if (headers.authorization !== basic) return end(401)
  if (headers['x-experience-api-version'] !== '1.0.3') return end(400, 'no version')
  const trouble = store.trouble?.() ?? null
  if (typeof trouble === 'number') return end(trouble)

  const sent = JSON.parse(Buffer.concat(chunks).toString()) as Kept | Kept[]
  const all = Array.isArray(sent) ? sent : [sent]
  if (all.some(store.refuses)) return end(400, 'not like this')
  const differs = ({ id, ...rest }: Kept) => {
    const { id: _, ...known } = store.kept.get(id) ?? { id }
    return store.kept.has(id) && JSON.stringify(known) !== JSON.stringify(rest)
  }
  if (all.some(differs)) return end(409)
  for (const one of all) {
    store.arrived.push(one.id)
    if (!store.kept.has(one.id)) store.kept.set(one.id, one)
  }
  if (trouble === 'cut') return void response.destroy()
  return method === 'PUT'
    ? end(204)
    : end(
        200,
        all.map(({ id }) => id),
      )
}

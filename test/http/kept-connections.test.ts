import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { readBeforeClosing } from '../../app/http/kept-connections.ts'

const ASK = 'GET / HTTP/1.1\r\nHost: zveno\r\n\r\n'

async function kept() {
  const server = createServer({ keepAliveTimeout: 200, keepAliveTimeoutBuffer: 0 }, (_, answer) =>
    answer.end('heard'),
  )
  readBeforeClosing(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let said = ''
  socket.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(socket, 'close')
  socket.write(ASK)
  await once(socket, 'data')
  return { server, socket, ended, said: () => said.match(/heard/g)?.length ?? 0 }
}

test('a request that came while the portal was held up is answered, however long its connection rested', async () => {
  const { server, socket, ended, said } = await kept()
  // On its way when everything stands still, past the time after which the connection is given up.
  socket.write(ASK)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
  await expect.poll(said).toBe(2)
  await ended
  server.close()
})

test('a connection on which nobody asks any more is given up', async () => {
  const { server, ended } = await kept()
  await ended
  const open = await new Promise<number>((resolve) =>
    server.getConnections((_, count) => resolve(count)),
  )
  expect(open).toBe(0)
  server.close()
})

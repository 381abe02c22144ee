// What Node can do at its best: an answer without any work behind it, as long as the one it is compared with.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerQuestions } from './profile.ts'

const body = 'o'.repeat(Number(process.env.BENCH_BYTES ?? 2))
const server = createServer((_request, response) => response.end(body))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send!({ ready: `http://127.0.0.1:${port}` })
})
answerQuestions()
process.on('SIGTERM', () => process.exit(0))

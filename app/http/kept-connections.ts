import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Closes a connection that rested for too long only where nothing has come on it. A server that was held up meets its
 * timers before it reads what came meanwhile, and would close a connection over a request that it has not seen.
 */
export function readBeforeClosing(server: Server): void {
  server.on('timeout', (socket: Socket) => {
    const { bytesRead } = socket
    // What came is read before this runs.
    setImmediate(() => {
      if (socket.bytesRead === bytesRead) socket.destroy()
    })
  })
}

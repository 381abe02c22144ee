/**
 * Whether an error means that the portal is whole but cannot reach or write its storage just now: disk full or
 * failing, database stopped, starting or out of connections. Answered with 503, since trying again is right.
 */
export function storageTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '' } = error as { code?: unknown }
  return CODES.test(String(code)) || LOST.test(error.message)
}

const CODES =
  /^(SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN)|ECONN(REFUSED|RESET)|EPIPE|ENOSPC|EIO|57P0\d|08\w{3}|53\w{3})/

/** The PostgreSQL driver gives a connection that broke off no code. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Connection ended unexpectedly)/

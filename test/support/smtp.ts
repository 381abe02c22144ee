import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

export interface Received {
  from: string
  to: string[]
  /** Header names in lower case; folded lines joined. */
  headers: Record<string, string>
  text: string
  html: string
}

export interface MailServer {
  url: string
  received: Received[]
  /** Says no to this address for good. */
  refuse: Set<string>
  /** Answers of this kind instead of accepting a message: a server in trouble. */
  trouble: string | null
  /** Called when a message was taken in, before it is acknowledged. */
  onMessage: (() => void) | null
  close: () => Promise<void>
}

/** A mail server on this machine that speaks as much SMTP as a portal needs, and keeps what it gets. */
export async function mailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    converse(socket, state)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const state: MailServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    refuse: new Set(),
    trouble: null,
    onMessage: null,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return state
}

function converse(socket: Socket, state: MailServer): void {
  const say = (line: string) => void socket.write(`${line}\r\n`)
  let from = ''
  let to: string[] = []
  let data: string[] | null = null
  const hear = (line: string) => {
    if (data) {
      if (line !== '.') return void data.push(line.startsWith('.') ? line.slice(1) : line)
      const message = data.join('\r\n')
      data = null
      if (state.trouble) return say(state.trouble)
      state.received.push({ from, to, ...parsed(message) })
      state.onMessage?.()
      return say('250 taken')
    }
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO' || verb === 'HELO') return say('250 here')
    if (verb === 'MAIL') {
      from = address
      to = []
      return say('250 go on')
    }
    if (verb === 'RCPT') {
      if (state.refuse.has(address)) return say('550 no such mailbox')
      to.push(address)
      return say('250 go on')
    }
    if (verb === 'DATA') {
      data = []
      return say('354 go on')
    }
    if (verb === 'QUIT') {
      say('221 bye')
      return void socket.end()
    }
    return say('250 fine')
  }
  let rest = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line)
  })
  say('220 ready')
}

/** Headers and both bodies of a message with two alternatives, decoded. */
export function parsed(message: string): Pick<Received, 'headers' | 'text' | 'html'> {
  const { headers, body } = split(message)
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1]
  const parts = boundary ? body.split(`--${boundary}`).map((part) => split(part.trimStart())) : []
  const bodyOf = (type: string) => {
    const part = parts.find((each) => each.headers['content-type']?.startsWith(type))
    return part ? decoded(part) : ''
  }
  const words = Object.entries(headers).map(([name, value]) => [name, unfolded(value)])
  return {
    headers: Object.fromEntries(words),
    text: bodyOf('text/plain'),
    html: bodyOf('text/html'),
  }
}

function split(message: string): { headers: Record<string, string>; body: string } {
  const end = message.indexOf('\r\n\r\n')
  const lines = message
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { headers: Object.fromEntries(headers), body: message.slice(end + 4) }
}

function decoded({ headers, body }: ReturnType<typeof split>): string {
  const encoding = headers['content-transfer-encoding']
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  const bytes = encoding === 'quoted-printable' ? fromQuoted(body) : body
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n')
}

function fromQuoted(text: string): string {
  return text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

function unfolded(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : Buffer.from(fromQuoted(text.replaceAll('_', ' ')), 'latin1').toString('utf8'),
    )
}

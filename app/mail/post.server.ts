import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import type { Locale } from '../i18n/locale.ts'
import { asHtml } from './html.ts'

/** One mail, ready to leave. */
export interface Letter {
  key: string
  to: { name: string; address: string }
  locale: Locale
  subject: string
  text: string
  /** Where the person stops such mails, for their mail program's own button. */
  stop: string | null
}

export interface Post {
  /** Resolves when the letter is accepted; throws what the server, or the disk, says. */
  send(letter: Letter, now: Date): Promise<void>
  close(): void
}

export interface PostSettings {
  smtpUrl: string | undefined
  mailFrom: string | undefined
  dataDir: string
  publicOrigin: string
}

/** Out through SMTP; without a server into `DATA_DIR/outbox`, a file a letter. */
export function postOf(
  settings: PostSettings,
  company: { name: string; sender?: string | null },
): Post {
  const { hostname } = new URL(settings.publicOrigin)
  const address = settings.mailFrom ?? `zveno@${hostname}`
  const compose = ({ key, to, locale, subject, text, stop }: Letter, now: Date) => ({
    from: { name: company.sender ?? company.name, address },
    to,
    subject,
    text,
    html: asHtml(text, locale),
    // The same reason is the same message, however often a broken line makes us send it.
    messageId: `<${digest(key)}@${hostname}>`,
    date: now,
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: { 'Content-Language': locale, 'Auto-Submitted': 'auto-generated' },
    ...(stop ? { list: { unsubscribe: stop } } : {}),
  })

  if (settings.smtpUrl) {
    const transport = createTransport({
      url: settings.smtpUrl,
      pool: true,
      maxConnections: 1,
      // A server that hangs is away.
      connectionTimeout: 20_000,
      greetingTimeout: 20_000,
      socketTimeout: 60_000,
    })
    return {
      send: async (letter, now) => void (await transport.sendMail(compose(letter, now))),
      close: () => transport.close(),
    }
  }
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const outbox = path.join(settings.dataDir, 'outbox')
  return {
    send: async (letter, now) => {
      const { message } = await transport.sendMail(compose(letter, now))
      mkdirSync(outbox, { recursive: true, mode: 0o700 })
      const file = path.join(outbox, `${digest(letter.key)}.eml`)
      writeFileSync(`${file}.part`, message as Buffer, { mode: 0o600 })
      renameSync(`${file}.part`, file)
    },
    close: () => transport.close(),
  }
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32)
}

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** Every setting of the portal, each from the environment and nowhere else. */
const Environment = z.object({
  /** The port to listen on; 0 takes a free one. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** The address to listen on. Beyond this machine only behind a proxy that speaks https. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The folder of the SQLite file, uploads and the outbox. */
  DATA_DIR: z.string().min(1).default('data'),
  /** The folder of the waves' private keys and the secret: never inside DATA_DIR, never in a backup. */
  KEY_DIR: z.string().min(1).optional(),
  /** PostgreSQL instead of SQLite. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** How people reach the portal: scheme, host and port, no path. */
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  /** At least 32 characters; keys that the server derives (never a password) come from it. */
  SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  /** Where mail leaves; without it mails lie in DATA_DIR/outbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** The address that mails come from; without it zveno@ and the host of PUBLIC_ORIGIN. */
  MAIL_FROM: z.email().optional(),
  /** A learning record store (xAPI 1.0.3) that gets who finished and passed what: its address up to /statements. */
  LRS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** The two halves of what the store asks for (Basic), with LRS_ENDPOINT or not at all. */
  LRS_KEY: z.string().min(1).optional(),
  LRS_SECRET: z.string().min(1).optional(),
  /** A provider of OpenID Connect that people sign in with: its issuer, https but on this machine itself. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  /** What the provider knows the portal by, with OIDC_ISSUER or not at all; it leads back to PUBLIC_ORIGIN/sign-in/oidc/back. */
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** The claim that holds the staff number: one that the company writes, never people themselves. */
  OIDC_CLAIM: z.string().min(1).default('employee_number'),
  /** What is asked of the provider, openid among it. */
  OIDC_SCOPES: z
    .string()
    .regex(/(^| )openid( |$)/, 'needs openid among its words')
    .default('openid profile'),
  /** What people call that account, on the button; without it “the company account”. */
  OIDC_NAME: z.string().trim().min(1).max(40).optional(),
  /** Where a backup is written each night; none is made without it. Another disk than DATA_DIR's, and never KEY_DIR. */
  BACKUP_DIR: z.string().min(1).optional(),
  /** How many of them stay, the newest. */
  BACKUP_KEEP: z.coerce.number().int().min(1).max(365).default(7),
  /** Proxies whose X-Forwarded-* is believed: a number of hops, or addresses separated by commas. */
  TRUST_PROXY: z.string().min(1).optional(),
  /** Lets Prometheus read /metrics with it as bearer token; without it there are no metrics. */
  METRICS_TOKEN: z.string().min(32, 'needs at least 32 characters').optional(),
  /** A receiver of OpenTelemetry's traces, OTLP over HTTP, its address up to /v1/traces; without it there are none. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** What it asks for: name=value, separated by commas. */
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[\w-]+=[^,]*(,\s*[\w-]+=[^,]*)*$/, 'needs name=value, separated by commas')
    .optional(),
  /** What the portal is called there. */
  OTEL_SERVICE_NAME: z.string().min(1).default('zveno'),
  /** Set by systemd, with LISTEN_PID, where it holds the door (zveno.socket): then HOST and PORT are its matter. */
  LISTEN_FDS: z.coerce.number().int().min(0).optional(),
  LISTEN_PID: z.coerce.number().int().min(0).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export interface Settings {
  port: number
  host: string
  dataDir: string
  keyDir: string
  databaseUrl: string | undefined
  /** null until the server knows its port. */
  publicOrigin: string | null
  secret: string
  smtpUrl: string | undefined
  mailFrom: string | undefined
  store?: RecordStore | undefined
  oidc?: Oidc | undefined
  traces?: TraceSettings | undefined
  metricsToken?: string | undefined
  /** The descriptor of a door that somebody else holds open and hands to us. */
  door?: number | undefined
  backup?: { dir: string; keep: number } | undefined
  trustProxy: string | undefined
  logLevel: string
}

/** Where traces go. */
export interface TraceSettings {
  /** Without a slash at its end. */
  endpoint: string
  headers: Record<string, string>
  service: string
}

/** Where records of training go. */
export interface RecordStore {
  /** Without a slash at its end. */
  endpoint: string
  key: string
  secret: string
}

/** The provider of OpenID Connect. */
export interface Oidc {
  issuer: string
  clientId: string
  clientSecret: string
  claim: string
  scopes: string
  name: string | null
}

/** systemd hands its sockets over from here on. */
const FIRST_DOOR = 3

export class SettingsError extends Error {}

/**
 * Reads the settings; throws a SettingsError that names each wrong one in words.
 * `production` demands PUBLIC_ORIGIN and SECRET; otherwise the secret is made once in KEY_DIR.
 */
export function readSettings(
  env: Record<string, string | undefined>,
  production = false,
): Settings {
  const problems: string[] = []
  // An empty variable is an unset one: compose files and shells pass them so.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  for (const name of Object.keys(given)) {
    if (/^(OIDC|ZVENO)_/.test(name) && !(name in Environment.shape))
      problems.push(`${name} is not a setting of this version`)
  }
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push(`${issue.path.join('.')}: ${issue.message}`)
    }
  }
  const values = parsed.data
  if (
    values?.PUBLIC_ORIGIN &&
    new URL(values.PUBLIC_ORIGIN).origin !== values.PUBLIC_ORIGIN.replace(/\/$/, '')
  ) {
    problems.push('PUBLIC_ORIGIN: only scheme, host and port, such as https://zveno.example.org')
  }
  if (production && !given.PUBLIC_ORIGIN) {
    problems.push(
      'PUBLIC_ORIGIN is missing: how people reach the portal, such as https://zveno.example.org',
    )
  }
  if (production && !given.SECRET) {
    problems.push('SECRET is missing: at least 32 characters that nobody else knows')
  }
  const lrs = [values?.LRS_ENDPOINT, values?.LRS_KEY, values?.LRS_SECRET].filter(Boolean)
  if (lrs.length > 0 && lrs.length < 3) {
    problems.push('LRS_ENDPOINT, LRS_KEY and LRS_SECRET: all three or none')
  }
  const oidc = [values?.OIDC_ISSUER, values?.OIDC_CLIENT_ID, values?.OIDC_CLIENT_SECRET]
  const others = Object.keys(given).some((name) => /^OIDC_(CLAIM|SCOPES|NAME)$/.test(name))
  if ((others || oidc.some(Boolean)) && !oidc.every(Boolean)) {
    problems.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: all three or none')
  }
  if (values?.OIDC_ISSUER && !isSafeIssuer(values.OIDC_ISSUER)) {
    problems.push('OIDC_ISSUER: over http anybody on the way could sign in as anybody; use https')
  }
  if (values) {
    const keys = path.resolve(values.KEY_DIR ?? `${path.resolve(values.DATA_DIR)}-keys`)
    if (isWithin(keys, values.DATA_DIR)) {
      problems.push('KEY_DIR lies inside DATA_DIR: a backup of the data would carry the keys')
    }
    const backups = values.BACKUP_DIR
    if (backups && (isWithin(keys, backups) || isWithin(backups, keys))) {
      problems.push('BACKUP_DIR and KEY_DIR lie in each other: a backup would lie with the keys')
    }
  }
  // Handed to us, not to a process that started us and passed its environment on.
  const handed = values?.LISTEN_PID === process.pid && (values.LISTEN_FDS ?? 0) > 0
  if (handed && values.LISTEN_FDS !== 1) {
    problems.push('LISTEN_FDS: zveno.socket may name one address only')
  }
  if (problems.length > 0 || !values) {
    throw new SettingsError(`Zveno cannot start:\n${problems.map((p) => `  ${p}`).join('\n')}`)
  }
  const dataDir = path.resolve(values.DATA_DIR)
  const keyDir = path.resolve(values.KEY_DIR ?? `${dataDir}-keys`)
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir,
    keyDir,
    databaseUrl: values.DATABASE_URL,
    publicOrigin: values.PUBLIC_ORIGIN ? new URL(values.PUBLIC_ORIGIN).origin : null,
    secret: values.SECRET ?? secretIn(keyDir),
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    store: storeOf(values),
    oidc: oidcOf(values),
    traces: tracesOf(values),
    metricsToken: values.METRICS_TOKEN,
    door: handed ? FIRST_DOOR : undefined,
    backup: values.BACKUP_DIR
      ? { dir: path.resolve(values.BACKUP_DIR), keep: values.BACKUP_KEEP }
      : undefined,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
  }
}

/** Whether the one folder is the other or lies in it. */
function isWithin(folder: string, other: string): boolean {
  const way = path.relative(path.resolve(other), path.resolve(folder))
  return !way.startsWith('..') && !path.isAbsolute(way)
}

function storeOf(values: z.infer<typeof Environment>): RecordStore | undefined {
  const { LRS_ENDPOINT, LRS_KEY: key, LRS_SECRET: secret } = values
  if (!LRS_ENDPOINT || !key || !secret) return undefined
  const { origin, pathname } = new URL(LRS_ENDPOINT)
  return { endpoint: origin + pathname.replace(/\/+(statements\/*)?$/, ''), key, secret }
}

function oidcOf(values: z.infer<typeof Environment>): Oidc | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values
  if (!issuer || !clientId || !clientSecret) return undefined
  const { OIDC_CLAIM: claim, OIDC_SCOPES: scopes, OIDC_NAME: name = null } = values
  return { issuer, clientId, clientSecret, claim, scopes, name }
}

function tracesOf(values: z.infer<typeof Environment>): TraceSettings | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: service } = values
  if (!endpoint) return undefined
  const pairs = (values.OTEL_EXPORTER_OTLP_HEADERS ?? '').split(',').filter(Boolean)
  const headers = pairs.map((pair) => {
    const [name = '', ...value] = pair.split('=')
    // The specification has them encoded as in an address.
    return [name.trim(), decodeURIComponent(value.join('=').trim())]
  })
  const bare = endpoint.replace(/\/+$/, '').replace(/\/v1\/traces$/, '')
  return { endpoint: bare, headers: Object.fromEntries(headers), service }
}

function isSafeIssuer(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'https:' || /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname)
}

function secretIn(keyDir: string): string {
  mkdirSync(keyDir, { recursive: true, mode: 0o700 })
  const file = path.join(keyDir, 'secret')
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Two processes starting at once: the first one's secret counts.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(file, 'utf8').trim()
}

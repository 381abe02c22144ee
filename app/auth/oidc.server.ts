import type { Configuration, ExportedJWKSCache, ServerMetadata } from 'openid-client'
import type { Oidc } from '../http/settings.ts'

/** How long the provider may take for each answer, in seconds. */
const PATIENCE = 10
/** How far the provider's clock and ours may be apart, in seconds. */
const TOLERANCE = 60
/** What is known of the provider is asked anew after this. */
const KNOWN_MS = 60 * 60_000

/**
 * Why nobody could be signed in: `lost`, the code is used or too old; `refused`, there, by the person or their directory;
 * `unclear`, what only a look into the log explains.
 */
export type ProviderFault = 'lost' | 'refused' | 'unreachable' | 'clock' | 'unclear'

export interface Fault<Kind = ProviderFault> {
  fault: Kind
  /** For the log: a code of openid-client's, or the provider's own; never a value of a person's. */
  code?: string
}

/** What binds an answer to the question: kept in the person's browser, sealed. */
export interface Question {
  state: string
  nonce: string
  /** PKCE (RFC 7636). */
  verifier: string
}

interface Known {
  at: number
  metadata: ServerMetadata
  /** The provider's signing keys, as openid-client keeps them. */
  keys: ExportedJWKSCache | undefined
}

const known = new WeakMap<Oidc, Known>()
const asking = new WeakMap<Oidc, Promise<Known>>()

/** A new question, and the provider's address that asks it. */
export async function ask(
  oidc: Oidc,
  redirectUri: string,
  now: Date,
): Promise<{ question: Question; url: string } | Fault> {
  try {
    const client = await import('openid-client')
    const { config } = await configured(oidc, now)
    const verifier = client.randomPKCECodeVerifier()
    const question = { state: client.randomState(), nonce: client.randomNonce(), verifier }
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: oidc.scopes,
      state: question.state,
      nonce: question.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return { question, url: url.href }
  } catch (error) {
    return faultOf(error)
  }
}

/**
 * The staff number that the provider's answer tells: from its signed token, else from its page about the person; null
 * where it is in neither. Checked by openid-client: state, nonce, PKCE, issuer (also of the answer, RFC 9207), audience,
 * signature, times.
 */
export async function staffNumberIn(
  oidc: Oidc,
  answer: URL,
  { state, nonce, verifier }: Question,
  now: Date,
): Promise<{ staffNumber: string | null } | Fault> {
  try {
    const client = await import('openid-client')
    const { config, known } = await configured(oidc, now)
    const tokens = await client.authorizationCodeGrant(config, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    known.keys = client.getJwksCache(config)
    const claims = tokens.claims()
    if (!claims) return { fault: 'unclear', code: 'no-claims' }
    const told = numberOf(claims[oidc.claim])
    if (told !== null || !config.serverMetadata().userinfo_endpoint) return { staffNumber: told }
    const about = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
    return { staffNumber: numberOf(about[oidc.claim]) }
  } catch (error) {
    return faultOf(error)
  }
}

function numberOf(claim: unknown): string | null {
  const text = typeof claim === 'number' ? String(claim) : claim
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null
}

/** A client whose clock is the portal's. What the provider says of itself is asked once an hour, not at every sign-in. */
async function configured(oidc: Oidc, now: Date): Promise<{ config: Configuration; known: Known }> {
  const client = await import('openid-client')
  const known = await knownOf(oidc, now)
  const methods = known.metadata.token_endpoint_auth_methods_supported
  const basic = !methods || methods.includes('client_secret_basic')
  const proof = basic ? client.ClientSecretBasic : client.ClientSecretPost
  const config = new client.Configuration(
    known.metadata,
    oidc.clientId,
    {
      [client.clockSkew]: Math.round((now.getTime() - Date.now()) / 1000),
      [client.clockTolerance]: TOLERANCE,
    },
    proof(oidc.clientSecret),
  )
  config.timeout = PATIENCE
  if (isPlain(oidc)) client.allowInsecureRequests(config)
  // Code and token come from the provider itself; its signature is looked at all the same.
  client.enableNonRepudiationChecks(config)
  if (known.keys) client.setJwksCache(config, known.keys)
  return { config, known }
}

async function knownOf(oidc: Oidc, now: Date): Promise<Known> {
  const before = known.get(oidc)
  if (before && Math.abs(now.getTime() - before.at) < KNOWN_MS) return before
  let under = asking.get(oidc)
  if (!under) {
    under = discovered(oidc, now).finally(() => asking.delete(oidc))
    asking.set(oidc, under)
  }
  return under
}

async function discovered(oidc: Oidc, now: Date): Promise<Known> {
  const client = await import('openid-client')
  const config = await client.discovery(new URL(oidc.issuer), oidc.clientId, undefined, undefined, {
    timeout: PATIENCE,
    ...(isPlain(oidc) ? { execute: [client.allowInsecureRequests] } : {}),
  })
  const found = { at: now.getTime(), metadata: config.serverMetadata(), keys: undefined }
  known.set(oidc, found)
  return found
}

/** Only on this machine itself: settings.ts refuses http elsewhere. */
function isPlain({ issuer }: Oidc): boolean {
  return issuer.startsWith('http:')
}

function faultOf(thrown: unknown): Fault {
  const { code, error, cause, message } = thrown as {
    code?: unknown
    error?: unknown
    cause?: unknown
    message?: unknown
  }
  // The provider's own word comes through the browser: only what is spelt like one reaches the log.
  const word = [error, code ? '' : message].find((one) => /^[a-z_ ]{1,40}$/.test(String(one)))
  const name = [code, word].filter((one) => typeof one === 'string').join(' ')
  const of = (fault: ProviderFault) => ({ fault, code: name })
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') {
    if (error === 'access_denied') return of('refused')
    return of(
      error === 'temporarily_unavailable' || error === 'server_error' ? 'unreachable' : 'unclear',
    )
  }
  if (code === 'OAUTH_RESPONSE_BODY_ERROR')
    return of(error === 'invalid_grant' ? 'lost' : 'unclear')
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return of('clock')
  const silent = thrown instanceof TypeError && /^(fetch failed|terminated)$/.test(thrown.message)
  if (silent || code === 'OAUTH_TIMEOUT') return of('unreachable')
  return of(cause instanceof Response && cause.status >= 500 ? 'unreachable' : 'unclear')
}

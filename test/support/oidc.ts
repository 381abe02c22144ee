import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Context } from 'oidc-provider'

export interface TestProvider {
  url: string
  /** What the portal is told about it. */
  env: Record<string, string>
  /** How often it was asked what it is. */
  discovered: () => number
  stop: () => Promise<void>
}

const FORM = `<!doctype html><html lang="en"><title>Company account</title><h1>Company account</h1>
<form method="post"><label>Name <input name="login"></label>
<button name="go" value="in">Go on</button><button name="go" value="no">Refuse</button></form></html>`

/**
 * A real provider on a port of its own. Whoever types `emma:17` is signed in as emma, and her staff number is 17; without
 * a colon none is told. `inToken` puts it into the signed token instead of the page about the person.
 */
export async function startProvider({ inToken = false } = {}): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: Provider = new Provider(url, {
    clients: [
      {
        client_id: 'zveno',
        client_secret: 'a secret of this test alone, 32 signs',
        // Native: the port of its address may be any (RFC 8252, 7.3), as the portal's is here.
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/sign-in/oidc/back'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    claims: { openid: ['sub'], profile: ['employee_number'] },
    conformIdTokenClaims: !inToken,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: !inToken } },
    cookies: { keys: ['of this test alone'] },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: Context, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, employee_number: id.split(':')[1] }),
    }),
    async loadExistingGrant({ oidc }: Context) {
      const grant = new provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session!.accountId,
      })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  let discovered = 0
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    if (request.url?.startsWith('/.well-known/')) discovered += 1
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    if (request.method === 'GET')
      return void response.setHeader('Content-Type', 'text/html').end(FORM)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const typed = new URLSearchParams(Buffer.concat(chunks).toString())
    const result =
      typed.get('go') === 'no'
        ? { error: 'access_denied' }
        : { login: { accountId: typed.get('login') }, consent: {} }
    await provider.interactionFinished(request, response, result)
  })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const env = {
    OIDC_ISSUER: url,
    OIDC_CLIENT_ID: 'zveno',
    OIDC_CLIENT_SECRET: 'a secret of this test alone, 32 signs',
  }
  return { url, env, discovered: () => discovered, stop }
}

/** A browser at the provider: from the portal's address to the one that leads back, with `login` typed or refused. */
export async function atProvider(start: string, login: string | null): Promise<URL> {
  const cookies = new Map<string, string>()
  let next: { url: string; body?: URLSearchParams } = { url: start }
  for (let step = 0; step < 10; step++) {
    const answer = await fetch(next.url, {
      redirect: 'manual',
      headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(next.body ? { method: 'POST', body: next.body } : {}),
    })
    for (const one of answer.headers.getSetCookie()) {
      const [name, value] = one.split(';')[0]!.split('=')
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    const location = answer.headers.get('location')
    if (location) {
      const to = new URL(location, next.url)
      if (to.pathname === '/sign-in/oidc/back') return to
      next = { url: to.href }
    } else if (new URL(next.url).pathname.startsWith('/interaction/')) {
      const body = new URLSearchParams({ go: login === null ? 'no' : 'in', login: login ?? '' })
      next = { url: next.url, body }
    } else throw new Error(`${answer.status}: ${await answer.text()}`)
  }
  throw new Error('the provider leads in circles')
}

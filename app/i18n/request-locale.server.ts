import { isLocale, LOCALES, preferredLocale, type Locale } from './locale.ts'

const COOKIE = 'zveno-language'

/**
 * The person's own language; before sign-in the one chosen on this device, else the browser's wish. Of those in use, or the
 * first of them.
 */
export function requestLocale(
  request: Request,
  own?: Locale | null,
  inUse: readonly Locale[] = LOCALES,
): Locale {
  const wish = own ?? wished(request)
  return inUse.includes(wish) ? wish : (inUse[0] ?? wish)
}

function wished(request: Request): Locale {
  const cookie = new RegExp(`(?:^|;\\s*)${COOKIE}=(\\w+)`).exec(
    request.headers.get('Cookie') ?? '',
  )?.[1]
  return isLocale(cookie) ? cookie : preferredLocale(request.headers.get('Accept-Language'))
}

export function localeCookie(locale: Locale, secure: boolean): string {
  return `${COOKIE}=${locale}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly${secure ? '; Secure' : ''}`
}

import '@fontsource-variable/rubik/wght.css'
import './ui/fallback.css'
import './ui/app.css'
import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
  type ShouldRevalidateFunctionArgs,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { visitor } from './auth/require.server.ts'
import { storageTrouble } from './http/storage.ts'
import { directionOf, type Locale, LOCALES, previewLocale } from './i18n/locale.ts'
import { requestLocale } from './i18n/request-locale.server.ts'
import { m, speak } from './i18n/messages.ts'
import { accentStyle } from './people/company-accent.ts'
import { type LogoImage, logoImage } from './people/logo/logo.ts'
import { Shell } from './ui/shell.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  // Where the database is away, the page that says so still has a language.
  const { employee } = await visitor(request, context).catch((error: unknown) => {
    if (storageTrouble(error)) return { employee: null }
    throw error
  })
  const locale =
    previewLocale(new URL(request.url)) ??
    requestLocale(request, employee?.locale, context.company.locales)
  return json({
    locale,
    company: context.company.name,
    accent: accentStyle(context.company.accent),
    logo: context.company.logo ? logoImage(context.company.logo) : null,
    locales: LOCALES.filter((one) => context.company.locales?.includes(one) ?? true),
    nonce: context.cspNonce,
    me: employee && { name: employee.name, roles: employee.roles },
  })
}

export const meta: MetaFunction = () => [{ title: 'Zveno' }]

/**
 * Nothing in the frame changes from page to page but after a form (language, roles, signing out) and around a preview.
 * Forms of training are sent every few seconds and change nothing here, unless they lead away: to the sign-in page, where
 * the session has ended.
 */
export function shouldRevalidate({
  formMethod,
  formAction,
  currentUrl,
  nextUrl,
}: ShouldRevalidateFunctionArgs): boolean {
  if (previewLocale(currentUrl) !== previewLocale(nextUrl)) return true
  if (formMethod === undefined || formMethod === 'GET') return false
  return !formAction?.startsWith('/training/') || !nextUrl.pathname.startsWith('/training/')
}

type Frame = {
  locale: Locale
  company: string
  accent?: Record<string, string>
  logo: LogoImage | null
  locales: readonly Locale[]
  nonce: string
  me: { name: string; roles: ('leader' | 'hr' | 'owner')[] } | null
}

export function Layout({ children }: { children: ReactNode }) {
  const frame = useRouteLoaderData('root') as Frame | undefined
  const locale = frame?.locale ?? 'en'
  // Browsers hide a nonce from scripts, so the hydrated tree has none to compare.
  const nonce = typeof document === 'undefined' ? frame?.nonce : ''
  if (typeof document !== 'undefined') speak(locale)
  return (
    <html lang={locale} dir={directionOf(locale)} style={frame?.accent}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f4" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14181a" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="manifest" href={`/manifest/${locale}`} />
        <Meta />
        <Links />
      </head>
      <body>
        <a
          href="#main"
          className="absolute start-2 -top-20 z-20 rounded-xl bg-accent px-4 py-3 text-on-accent focus:top-2"
        >
          {m.common_skip()}
        </a>
        <Shell
          locale={locale}
          locales={frame?.locales ?? []}
          company={frame?.company ?? ''}
          logo={frame?.logo ?? null}
          me={frame?.me ?? null}
        >
          {children}
        </Shell>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export { ErrorBoundary } from './http/error-boundary.tsx'

import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '../../http/respond.ts'
import { directionOf, isLocale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'

/**
 * What a phone needs to put the portal among its apps, in one language. Asked for without a session, hence it says
 * nothing of anybody; one theme colour is all it can hold, the two of the pages stand in their heads.
 */
export function loader({ params, context }: LoaderFunctionArgs) {
  const { locale } = params
  if (!isLocale(locale)) throw notFound()
  const options = { locale }
  const to = (url: string, name: string) => ({ url, name, icons: [ICONS[0]] })
  const manifest = {
    id: '/',
    name: `${context.company.name} · Zveno`,
    short_name: 'Zveno',
    description: m.training_phone_app({}, options),
    lang: locale,
    dir: directionOf(locale),
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#faf8f4',
    theme_color: '#faf8f4',
    icons: ICONS,
    shortcuts: [
      to('/training', m.common_nav_training({}, options)),
      to('/training/cards', m.training_cards_title({}, options)),
      to('/feedback/new', m.feedback_new({}, options)),
    ],
  }
  const headers = {
    'Content-Type': 'application/manifest+json; charset=utf-8',
    'Cache-Control': 'public, max-age=3600',
  }
  return json(manifest, { headers })
}

/** Drawn from icon.svg and icon-maskable.svg, whose mark stays inside whatever shape a phone cuts out. */
const ICONS = [
  { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
  { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
  { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
]

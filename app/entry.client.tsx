import { RemixBrowser } from '@remix-run/react'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { isLocale } from './i18n/locale.ts'
import { m, speak } from './i18n/messages.ts'

const { lang } = document.documentElement
speak(isLocale(lang) ? lang : 'en')

// The server put this before the title of a refused form; React must find the title it made itself.
const prefix = `${m.common_error_prefix()} `
if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length)

startTransition(() => {
  hydrateRoot(document, <RemixBrowser />)
})
void import('./http/held.client.ts')

import { RemixBrowser } from '@remix-run/react'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { isLocale } from './i18n/locale.ts'
import { speak } from './i18n/messages.ts'

const { lang } = document.documentElement
speak(isLocale(lang) ? lang : 'en')

startTransition(() => {
  hydrateRoot(document, <RemixBrowser />)
})

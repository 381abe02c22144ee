import { RemixBrowser } from '@remix-run/react'
import { options } from 'preact'
import { hydrateRoot } from 'react-dom/client'
import { isLocale } from './i18n/locale.ts'
import { m, speak } from './i18n/messages.ts'
import { rememberEntered, tellEntered } from './ui/entered-early.ts'
import { wholePage } from './ui/whole-page.ts'

const { lang } = document.documentElement
speak(isLocale(lang) ? lang : 'en')

// The server put this before the title of a refused form; the page in the browser must find the title it made itself.
const prefix = `${m.common_error_prefix()} `
if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length)

// What a component does after drawing is done before the next key: by the next frame two of them may have come.
options.requestAnimationFrame = queueMicrotask

rememberEntered()
// `npm run dev` keeps React, whose reloading keeps what a page holds (vite.config.ts).
hydrateRoot(import.meta.env.DEV ? document : wholePage(), <RemixBrowser />)
// An interactive is fetched after its page, and asks for its own.
tellEntered((control) => !control.closest('#doing'))
document.documentElement.dataset.awake = ''
void import('./http/held.client.ts')

import { Form, Link, NavLink, useLocation } from '@remix-run/react'
import { useEffect, useRef, type ReactNode } from 'react'
import { LOCALE_NAMES, type Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'
import { LogoMark } from './logo-mark.tsx'

interface Props {
  locale: Locale
  /** Those in use. */
  locales: readonly Locale[]
  company: string
  /** Stands for the name, where there is one. */
  logo: { src: string; width: number; height: number } | null
  me: { name: string; roles: ('leader' | 'hr' | 'owner')[] } | null
  children: ReactNode
}

interface Place {
  to: string
  icon: IconName
  label: string
}

/** The frame of every page: where I am, my language, myself; five places in reach of the thumb. */
export function Shell({ locale, locales, company, logo, me, children }: Props) {
  const daily: Place[] = [
    { to: '/', icon: 'house', label: m.common_nav_today() },
    { to: '/training', icon: 'book-open', label: m.common_nav_training() },
    { to: '/pulse', icon: 'message-circle', label: m.common_nav_pulse() },
    { to: '/feedback', icon: 'message-square-heart', label: m.common_nav_feedback() },
    { to: '/impact', icon: 'link-2', label: m.common_nav_impact() },
  ]
  const more: Place[] = []
  if (me?.roles.includes('leader'))
    more.push({ to: '/team', icon: 'users', label: m.common_nav_team() })
  if (me?.roles.includes('hr'))
    more.push({ to: '/hr', icon: 'building-2', label: m.common_nav_hr() })
  if (me?.roles.includes('owner')) {
    more.push({ to: '/owner', icon: 'settings', label: m.common_nav_owner() })
  }
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="no-print border-b border-line">
        <div className="mx-auto flex max-w-5xl items-center gap-2 px-4 py-2 sm:px-6">
          <Link to="/" className="me-auto flex min-h-11 items-center gap-2.5 font-semibold">
            {logo ? (
              <LogoMark {...logo} name={company} />
            ) : (
              <>
                <ChainMark />
                <bdi className="line-clamp-1">{company}</bdi>
              </>
            )}
          </Link>
          {locales.length > 1 && <Languages locale={locale} locales={locales} />}
          {me && <Account me={me} places={more} />}
        </div>
        {me && (
          <nav aria-label={m.common_nav_label()} className="hidden sm:block">
            <ul className="mx-auto flex max-w-5xl gap-1 px-3 sm:px-5">
              {[...daily, ...more].map((place) => (
                <li key={place.to}>
                  <Tab place={place} />
                </li>
              ))}
            </ul>
          </nav>
        )}
      </header>
      <main id="main" className={`flex-1 ${me ? 'max-sm:pb-16' : ''}`}>
        {children}
      </main>
      {me && (
        <nav
          aria-label={m.common_nav_label()}
          className="no-print fixed inset-x-0 bottom-0 z-10 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] sm:hidden"
        >
          <ul className="grid grid-cols-5">
            {daily.map((place) => (
              <li key={place.to}>
                <ThumbTab place={place} />
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  )
}

/** Two links of a chain: the mark of Zveno. */
export function ChainMark() {
  return (
    <svg viewBox="0 0 32 20" className="h-5 w-8 text-accent" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="3">
        <rect x="2" y="3" width="16" height="14" rx="7" />
        <path d="M14 14.6A7 7 0 0 0 21 17h2a7 7 0 0 0 0-14h-2a7 7 0 0 0-6.4 4.2" />
      </g>
    </svg>
  )
}

function Tab({ place }: { place: Place }) {
  return (
    <NavLink
      to={place.to}
      end={place.to === '/'}
      className={({ isActive }) =>
        `flex min-h-11 items-center gap-2 border-b-[3px] px-2.5 text-[0.9375rem] font-medium ${
          isActive ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink'
        }`
      }
    >
      {place.label}
    </NavLink>
  )
}

function ThumbTab({ place }: { place: Place }) {
  return (
    <NavLink
      to={place.to}
      end={place.to === '/'}
      className={({ isActive }) =>
        `flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs font-medium ${
          isActive ? 'text-accent' : 'text-muted'
        }`
      }
    >
      <Icon name={place.icon} className="size-6" />
      {place.label}
    </NavLink>
  )
}

/** Every page in every language, without losing the place; the draft stays because the page is not left. */
function Languages({ locale, locales }: Pick<Props, 'locale' | 'locales'>) {
  const { pathname, search } = useLocation()
  return (
    <Menu
      label={m.common_language()}
      face={
        <>
          <Icon name="languages" />
          <span lang={locale} className="uppercase">
            {locale}
          </span>
        </>
      }
    >
      <Form
        method="post"
        action="/language"
        preventScrollReset
        className="absolute end-0 z-20 mt-1 min-w-40 rounded-xl border border-line bg-raised p-1.5 shadow-lg"
      >
        <input type="hidden" name="to" value={pathname + search} />
        {locales.map((one) => (
          <button
            key={one}
            name="locale"
            value={one}
            lang={one}
            aria-current={one === locale ? 'true' : undefined}
            className="flex min-h-11 w-full items-center justify-between rounded-lg px-3 text-start hover:bg-sunk aria-[current]:font-semibold"
          >
            {LOCALE_NAMES[one]}
            {one === locale && <Icon name="check" className="size-4" />}
          </button>
        ))}
      </Form>
    </Menu>
  )
}

function Account({ me, places }: { me: NonNullable<Props['me']>; places: Place[] }) {
  return (
    <Menu label={m.common_account()} face={<Icon name="user" />}>
      <div className="absolute end-0 z-20 mt-1 w-60 rounded-xl border border-line bg-raised p-1.5 shadow-lg">
        <Link to="/account" className="flex min-h-11 items-center rounded-lg px-3 hover:bg-sunk">
          <bdi>{me.name}</bdi>
        </Link>
        {places.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            className="flex min-h-11 items-center gap-2.5 rounded-lg px-3 hover:bg-sunk sm:hidden"
          >
            <Icon name={place.icon} />
            {place.label}
          </Link>
        ))}
        <Link
          to="/promise"
          className="flex min-h-11 items-center gap-2.5 rounded-lg px-3 hover:bg-sunk"
        >
          <Icon name="shield-check" />
          {m.common_nav_promise()}
        </Link>
        <Form method="post" action="/sign-out">
          <button className="flex min-h-11 w-full items-center gap-2.5 rounded-lg px-3 text-start hover:bg-sunk">
            <Icon name="log-out" flip />
            {m.common_sign_out()}
          </button>
        </Form>
      </div>
    </Menu>
  )
}

/** Opens before JavaScript too; awake, it closes when somebody chose, pressed Escape or went on elsewhere. */
function Menu({ label, face, children }: { label: string; face: ReactNode; children: ReactNode }) {
  const menu = useRef<HTMLDetailsElement>(null)
  const { key } = useLocation()
  const here = useRef(key)
  useEffect(() => {
    // What was opened before the page awoke stays open.
    if (here.current !== key && menu.current) menu.current.open = false
    here.current = key
  }, [key])
  useEffect(() => {
    function close(event: Event) {
      const open = menu.current
      if (!open?.open) return
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return
        open.querySelector('summary')?.focus()
      } else if (open.contains(event.target as Node)) return
      open.open = false
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [])
  return (
    <details ref={menu} className="relative">
      <summary className="flex min-h-11 min-w-11 list-none items-center justify-center gap-1 rounded-xl px-2 text-sm font-medium text-muted hover:text-ink">
        <span className="sr-only">{label}</span>
        {face}
      </summary>
      {children}
    </details>
  )
}

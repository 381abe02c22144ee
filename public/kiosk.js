// On a shared device: two minutes without a touch, or a quarter of an hour in all, and the next person finds it clean.
// The portal ends the session by itself as well; this clears the screen. Loaded beside the page for such sessions alone.
{
  const { left, idle, stay, last, known } = document.currentScript.dataset
  const IDLE = 120_000
  const WARN = 95_000
  const LAST = 60_000
  const TELL = 11_000
  // The device's own clock may be wrong by hours: only what passes on it counts.
  const over = Date.now() + Number(left)
  const others = window.BroadcastChannel
    ? new BroadcastChannel('zveno-kiosk')
    : { postMessage() {} }
  let touched = Date.now()
  let told = Date.now()
  let leaving = false
  let said = null
  let notice = null

  function touch(event) {
    // A pointer that rests and a page that moves by itself are nobody.
    if (!event.isTrusted) return
    touched = Date.now()
    // A press on the notice itself ends with its click.
    if (notice && said !== last && !notice.contains(event.target)) unwarn()
    tell()
  }
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove', 'input'])
    addEventListener(kind, touch, { capture: true, passive: true })

  /** What the portal has not heard of yet; it ends a session that asks for nothing. */
  function tell() {
    if (touched <= told || Date.now() - told < TELL) return
    told = Date.now()
    others.postMessage('touched')
    // The frame's own data: asking for anything is enough for the session to go on.
    void fetch('/?_data=root').catch(() => {})
  }

  function leave() {
    gone()
    others.postMessage('left')
    const form = document.createElement('form')
    form.method = 'post'
    // Who leaves by the clock is not asked whether what waits may go.
    form.action = '/sign-out?anyway=1'
    document.body.append(form)
    form.submit()
  }

  /** Nothing is to be read from now on, however long the way out takes. */
  function gone() {
    leaving = true
    clearInterval(clock)
    document.body.hidden = true
  }

  // A page that asks before it lets go would keep an answer under way on the screen for the next person.
  addEventListener('beforeunload', (event) => leaving && event.stopImmediatePropagation(), true)

  // Another page of the same person, on the same device.
  others.onmessage = ({ data }) => {
    if (data === 'touched') touched = told = Date.now()
    if (data !== 'left' || leaving) return
    gone()
    // Not before that page is through: until then whoever leaves is still signed in.
    const go = () => location.replace('/sign-in')
    if (document.hidden) addEventListener('visibilitychange', go, { once: true })
    else setTimeout(go, 3000)
  }
  addEventListener('submit', ({ target }) => {
    if (/^\/sign-out\b/.test(target.getAttribute('action') ?? '')) others.postMessage('left')
  })

  function unwarn() {
    notice?.remove()
    notice = null
  }

  function warn(words, word) {
    unwarn()
    said = words
    notice = document.createElement('div')
    notice.setAttribute('role', 'alert')
    notice.className =
      'fixed inset-x-0 bottom-0 z-30 mx-auto max-w-lg space-y-3 rounded-t-2xl border border-line bg-raised p-4 text-ink shadow-2xl'
    // Above the bar at the foot of a phone.
    notice.style.zIndex = '99'
    const text = document.createElement('p')
    text.className = 'font-semibold'
    text.textContent = words
    const button = document.createElement('button')
    button.className =
      'inline-flex min-h-12 w-full items-center justify-center rounded-xl bg-accent px-5 py-2.5 font-medium text-on-accent'
    button.textContent = word
    button.addEventListener('click', unwarn)
    notice.append(text, button)
    document.body.append(notice)
  }

  const clock = setInterval(() => {
    const now = Date.now()
    tell()
    if (now - touched >= IDLE || now >= over) leave()
    else if (now >= over - LAST) {
      if (said !== last) warn(last, known)
    } else if (now - touched >= WARN && !notice) warn(idle, stay)
  }, 1000)

  // A page out of the browser's memory is the last person's.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    document.body.hidden = true
    location.reload()
  })
}

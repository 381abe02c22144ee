// On a shared device: two minutes without a touch, or a quarter of an hour in all, and the next person finds it clean.
// The portal ends the session by itself as well; this clears the screen. Loaded beside the page for such sessions alone.
{
  const { over, words, stay } = document.currentScript.dataset
  const IDLE = 120_000
  const WARN = 95_000
  let touched = Date.now()
  let told = Date.now()
  let notice = null

  function touch(event) {
    // A pointer that rests and a page that moves by itself are nobody.
    if (!event.isTrusted) return
    touched = Date.now()
    // A press on the notice itself ends with its click.
    if (notice && !notice.contains(event.target)) unwarn()
    if (touched - told < 30_000) return
    told = touched
    // The frame's own data: asking for anything is enough for the session to go on.
    void fetch('/?_data=root').catch(() => {})
  }
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove', 'input'])
    addEventListener(kind, touch, { capture: true, passive: true })

  function leave() {
    clearInterval(clock)
    const form = document.createElement('form')
    form.method = 'post'
    form.action = '/sign-out'
    document.body.append(form)
    form.submit()
  }

  function unwarn() {
    notice?.remove()
    notice = null
  }

  function warn() {
    notice = document.createElement('div')
    notice.setAttribute('role', 'alert')
    notice.className =
      'fixed inset-x-0 bottom-0 z-30 mx-auto max-w-lg space-y-3 rounded-t-2xl border border-line bg-raised p-4 text-ink shadow-2xl'
    const text = document.createElement('p')
    text.className = 'font-semibold'
    text.textContent = words
    const button = document.createElement('button')
    button.className =
      'inline-flex min-h-12 w-full items-center justify-center rounded-xl bg-accent px-5 py-2.5 font-medium text-on-accent'
    button.textContent = stay
    button.addEventListener('click', unwarn)
    notice.append(text, button)
    document.body.append(notice)
  }

  const clock = setInterval(() => {
    const idle = Date.now() - touched
    if (idle >= IDLE || Date.now() >= Number(over)) leave()
    else if (idle >= WARN && !notice) warn()
  }, 1000)

  // A page out of the browser's memory is the last person's.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}

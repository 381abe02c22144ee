type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What somebody entered into a control before the page's scripts were there. */
interface Entered {
  control: Control
  value: string
  checked: boolean
}

let waiting: Entered[] = []

/** Remembers what stands in the page's forms otherwise than the server wrote it, before the page is taken over. */
export function rememberEntered(): void {
  const controls = [...document.querySelectorAll<Control>('input,textarea,select')]
  waiting = controls.filter(touched).map((control) => ({
    control,
    value: control.value,
    checked: control instanceof HTMLInputElement && control.checked,
  }))
}

function touched(control: Control): boolean {
  if (control instanceof HTMLSelectElement) {
    const given = [...control.options].findIndex((one) => one.defaultSelected)
    return control.selectedIndex !== Math.max(given, 0)
  }
  // Of radios only the one that was chosen is told: a browser says nothing of the one that no longer is.
  if (control instanceof HTMLInputElement && control.type === 'radio')
    return control.checked && !control.defaultChecked
  if (control.value !== control.defaultValue) return control.type !== 'hidden'
  return control instanceof HTMLInputElement && control.checked !== control.defaultChecked
}

/**
 * Tells the page, once it is awake, what was entered before, as if it were entered now: a draft is kept, a sum is reckoned,
 * and nothing that was typed is written over. What is fetched later than the page (an interactive) asks again for its own.
 */
export function tellEntered(of: (control: Control) => boolean): void {
  const told = waiting.filter(({ control }) => of(control))
  waiting = waiting.filter((one) => !told.includes(one))
  for (const { control, value, checked } of told) {
    if (!control.isConnected) continue
    if (control instanceof HTMLInputElement) control.checked = checked
    // A file stays where it was chosen; a script may not put it there.
    if (control.type !== 'file' && control.value !== value) control.value = value
    control.dispatchEvent(new Event('input', { bubbles: true }))
    control.dispatchEvent(new Event('change', { bubbles: true }))
  }
  // Whoever went on to another field has left these, once what was told is drawn.
  setTimeout(() => {
    for (const { control } of told) {
      if (control === document.activeElement) continue
      control.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    }
  })
}

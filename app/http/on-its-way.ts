/** What the router is at: a form that was sent, until its answer stands on the page. */
interface Underway {
  formMethod?: string | undefined
  formAction?: string | undefined
  formData?: FormData | undefined
}

/**
 * Whether this very form, with the same in it, is already on its way: pressed twice it is not sent twice, since the router
 * would drop the first answer, and with it what is shown but once (a token, a link). What was corrected meanwhile goes out.
 */
export function onItsWay(underway: Underway, to: string, data: FormData): boolean {
  const { formMethod, formAction, formData } = underway
  if (formMethod !== 'POST' || formAction !== to || !formData) return false
  return same([...formData], [...data])
}

/** Files are the same by what they are called and weigh: a form makes another object of each whenever it is read. */
function same(a: [string, FormDataEntryValue][], b: [string, FormDataEntryValue][]): boolean {
  const words = (all: typeof a) =>
    all.map(([name, value]) =>
      typeof value === 'string' ? [name, value] : [name, value.name, value.size],
    )
  return JSON.stringify(words(a)) === JSON.stringify(words(b))
}

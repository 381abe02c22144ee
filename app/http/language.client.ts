/**
 * A page whose frame speaks one language and whose answers come in another: it was changed in another window or on another
 * device. Such an answer is not shown; the page is loaded whole, in the language of now.
 */

/** What this document, or the frame asked for last, speaks. */
let frame: Promise<string | null> = Promise.resolve(document.documentElement.lang)

/** Passes an answer of the client's router on, unless it would mix languages: then it never comes, and another page does. */
export async function inOneLanguage(
  to: string,
  method: string | undefined,
  answer: Promise<Response>,
): Promise<Response> {
  // The frame is always asked for before what stands in it.
  if (/[?&]_data=root(&|$)/.test(to)) {
    const before = frame
    frame = answer.then(languageOf, () => null).then(async (heard) => heard ?? (await before))
    return answer
  }
  const came = await answer
  const heard = languageOf(came)
  const speaks = await frame
  // After a form the frame is asked for anew, and the page with it; not so in training.
  const settled = method === 'POST' && !to.startsWith('/training/')
  if (heard === null || heard === speaks || settled || came.headers.has('X-Remix-Redirect'))
    return came
  const { state } = window.__remixRouter
  const { pathname, search, hash } = state.navigation.location ?? state.location
  const there = pathname + search + hash
  if (there === location.pathname + location.search + location.hash) location.reload()
  else location.assign(there)
  return new Promise(() => {})
}

function languageOf({ headers }: Response): string | null {
  return headers.get('Content-Language')
}

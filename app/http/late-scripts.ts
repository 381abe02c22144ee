/** Stands in for the kind of a link or script that waits; no browser knows it, so none fetches or runs it. */
const LATER = 'text/later'

/**
 * Runs at the end of the page. A frame is painted only once the style is there; whatever begins in the one after it
 * cannot hold up the words. A page nobody sees paints no frame: its scripts come at once, and where a browser holds
 * frames back for another reason, three seconds after all else is there.
 */
const STARTER = `{
const {nonce, dataset} = document.currentScript
const late = document.querySelector('script[type="${LATER}"]')
let begun = false
const begin = () => {
  if (begun) return
  begun = true
  for (const link of document.querySelectorAll('link[rel=later]')) link.rel = 'modulepreload'
  for (const href of dataset.files.split(' ')) if (href)
    document.head.append(Object.assign(document.createElement('link'), {rel: 'modulepreload', fetchPriority: 'low', href}))
  document.body.append(Object.assign(document.createElement('script'), {type: 'module', nonce, text: late.text}))
}
if (document.hidden) begin()
else requestAnimationFrame(() => requestAnimationFrame(begin))
addEventListener('load', () => setTimeout(begin, 3000))
}`.replaceAll(/\n */g, '\n')

/**
 * A page whose scripts are fetched once its words are painted: on a slow network they would share the line with style
 * and letters, and on a slow phone the processor with drawing. Forms and links work before any of them.
 *
 * What React made stays where React looks for it, under another kind; the rest stands at the ends of head and body,
 * which it leaves alone. `files` are fetched beside what the page names itself.
 */
export function scriptsAfterPaint(html: string, nonce: string, files: readonly string[]): string {
  const module = `<script nonce="${nonce}" type="module" async="">`
  const at = html.lastIndexOf(module)
  const end = html.lastIndexOf('</body>')
  if (at < 0 || end < at) return html
  return (
    html
      .slice(0, at)
      .replaceAll('<link rel="modulepreload"', '<link fetchpriority="low" rel="later"') +
    `<script nonce="${nonce}" type="${LATER}">` +
    html.slice(at + module.length, end) +
    `<script nonce="${nonce}" data-files="${files.join(' ')}">${STARTER}</script>` +
    html.slice(end)
  )
}

/** The scripts of a page as Remix writes them: fetched while its words and their look are still on the way. */
const FETCHED_EARLY = '<link rel="modulepreload"'
const FETCHED_LATE = '<link rel="late"'
const RUN_EARLY = ' type="module" async="">'

/** Asks for them in the first frame after the page was painted; a window nobody sees paints nothing and asks at once. */
const AFTER_PAINT = `{const go=()=>{for(const l of document.querySelectorAll('link[rel=late]'))l.rel='modulepreload';const s=document.querySelector('script[type=late]'),n=document.createElement('script');n.type='module';n.nonce=s.nonce;n.text=s.text;document.head.append(n)};document.hidden?go():requestAnimationFrame(()=>setTimeout(go))}`

/**
 * The page with its scripts, and `files` as well, asked for once it has been painted: on a slow network they took the
 * room of the words, and every control works before them. What is done until then reaches them (`awaking.client.ts`). A
 * page without scripts stays as it is. Looks for each place once and from its nearer end: a page may be long.
 */
export function lateScripts(html: string, nonce: string, files: readonly string[] = []): string {
  const run = html.lastIndexOf(RUN_EARLY)
  if (run < 0) return html
  const head = html.indexOf('</head>')
  const found = html.indexOf(FETCHED_EARLY, head)
  const fetched = found < 0 ? run : found
  const end = html.lastIndexOf('</body>')
  return [
    html.slice(0, head),
    ...files.map((file) => `${FETCHED_LATE} href="${file}"/>`),
    html.slice(head, fetched),
    html.slice(fetched, run).replaceAll(FETCHED_EARLY, FETCHED_LATE),
    ' type="late">',
    html.slice(run + RUN_EARLY.length, end),
    `<script nonce="${nonce}">${AFTER_PAINT}</script>`,
    html.slice(end),
  ].join('')
}

/** The scripts of a page as Remix writes them: fetched while its words and their look are still on the way. */
const FETCHED_EARLY = '<link rel="modulepreload"'
const RUN_EARLY = / type="module" async="">/

/** Asks for them in the first frame after the page was painted; a window nobody sees paints nothing and asks at once. */
const AFTER_PAINT = `{const go=()=>{for(const l of document.querySelectorAll('link[rel=late]'))l.rel='modulepreload';const s=document.querySelector('script[type=late]'),n=document.createElement('script');n.type='module';n.nonce=s.nonce;n.text=s.text;document.head.append(n)};document.hidden?go():requestAnimationFrame(()=>setTimeout(go))}`

/**
 * The page with its scripts asked for once it has been painted: on a slow network they took the room of the words, and
 * every control works before them. What is done until then reaches them (`awaking.client.ts`). A page without scripts
 * stays as it is.
 */
export function lateScripts(html: string, nonce: string): string {
  if (!RUN_EARLY.test(html)) return html
  return html
    .replaceAll(FETCHED_EARLY, '<link rel="late"')
    .replace(RUN_EARLY, ' type="late">')
    .replace('</body>', () => `<script nonce="${nonce}">${AFTER_PAINT}</script></body>`)
}

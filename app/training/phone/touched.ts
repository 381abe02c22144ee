/**
 * What the service worker does with a request.
 * `picture`: from what lies beside the texts, else of the network. `page`, `data`: asked of the network as ever; without one, the page of what lies on the phone. `file`: of the build,
 * from what was put by at install. `leave`: as if there were no worker. Nothing that answers any of them is ever kept.
 */
export type Way = 'page' | 'data' | 'file' | 'picture' | 'leave'

/** First words of the addresses it knows. All others are left alone: whatever is added later has to be added here. */
const AREAS: ReadonlySet<string> = new Set(['training', 'feedback', 'impact', 'promise'])

export function wayOf(
  request: { method: string; mode: string; url: string },
  origin: string,
  files: readonly string[],
): Way {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin) return 'leave'
  if (files.includes(url.pathname)) return 'file'
  if (/^\/training\/[\w-]+\/pictures\/[\w.]+$/.test(url.pathname)) return 'picture'
  if (url.pathname !== '/' && !AREAS.has(url.pathname.split('/')[1] ?? '')) return 'leave'
  if (url.searchParams.has('_data')) return 'data'
  return request.mode === 'navigate' ? 'page' : 'leave'
}

/** Whether a form that leads to a new document is kept on a page of ours where it cannot be sent. */
export function keepsForm(
  request: { method: string; mode: string; url: string },
  origin: string,
): boolean {
  const url = new URL(request.url)
  if (request.method !== 'POST' || request.mode !== 'navigate' || url.origin !== origin)
    return false
  return url.pathname === '/sign-out' || AREAS.has(url.pathname.split('/')[1] ?? '')
}

/** A form as it waits on the page that says it was not sent. */
export interface UnsentForm {
  fields: [name: string, value: string][]
  /** It carried a file, which cannot wait there. */
  file: boolean
}

/** The address of the page whose data was asked for. */
export function pageOfData(address: string): string {
  const url = new URL(address)
  url.searchParams.delete('_data')
  return url.pathname + url.search
}

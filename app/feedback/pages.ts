/** Rows of a list on one page. */
export const PAGE_SIZE = 30

/** The page asked for in the address, 1 first; anything unreadable is the first. */
export function pageOf(asked: URLSearchParams): number {
  const page = Number(asked.get('page'))
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1
}

/** Which records somebody asks for; null leaves that side open. */
export interface Wish {
  unit: string | null
  /** 'YYYY-MM-DD' by the company's clock, both included. */
  from: string | null
  to: string | null
}

export type WishFault = { field: 'from' | 'to'; fault: 'day' | 'order' }

/** What an address asks for; an empty field is an open one. */
export function readWish(query: URLSearchParams): { wish: Wish; faults: WishFault[] } {
  const given = (name: string) => query.get(name)?.trim() || null
  const wish = { unit: given('unit'), from: given('from'), to: given('to') }
  const faults: WishFault[] = []
  for (const field of ['from', 'to'] as const) {
    if (wish[field] !== null && !isDay(wish[field])) faults.push({ field, fault: 'day' })
  }
  if (faults.length === 0 && wish.from && wish.to && wish.to < wish.from)
    faults.push({ field: 'to', fault: 'order' })
  return { wish, faults }
}

function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

/**
 * Text for one line or paragraph of that direction, which the typesetter takes from the text itself and from nothing
 * around it. It draws marks of isolation as letters, so on a sheet that runs from the right a number keeps its sign by
 * marks without a shape: left, number, left, and right again for what follows.
 */
export function setText(text: string, direction: 'ltr' | 'rtl'): string {
  const number = direction === 'rtl' ? '\u200e$1\u200e\u200f' : '$1'
  return text.replaceAll(/\u2066([^\u2069]*)\u2069/g, number).replaceAll(/[\u2066-\u2069]/g, '')
}

/** What people wrote runs in the direction of its own first letter, as `dir="auto"` does on a page. */
export function directed(text: string) {
  const first = /\p{L}/u.exec(text)?.[0] ?? ''
  const rtl = /\p{Script=Hebrew}|\p{Script=Arabic}/u.test(first)
  return { direction: rtl ? 'rtl' : 'ltr', textAlign: rtl ? 'right' : 'left' } as const
}

/** What people in the demo company write, in one language. Every sentence is invented. */
export interface Words {
  /** Customers about one touchpoint: why a high score, why a low one, what would make it a ten. */
  touchpoint: Record<string, { good: string[]; bad: string[]; ten: string }>
  /** Customers about the whole visit. */
  visit: { good: string[]; bad: string[]; ten: string[] }
  /** Colleagues about one touchpoint. */
  staff: Record<string, { poor: string[]; wow: string; idea: string }>
  /** Leaders, moving an observation. */
  reasons: {
    seen: string[]
    thanks: string[]
    planned: string[]
    done: string[]
    declined: string[]
  }
  /** "What one thing would make your working day better?" */
  pulse: string[]
  /** "On my next shift I will…" */
  lines: string[]
}

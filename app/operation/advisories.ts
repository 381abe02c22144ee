/** What is known of the libraries that end of life keeps open, each closed by us. `shown`: the test that shows it. */
export const ADVISORIES = [
  { id: 'single_fetch', of: '@remix-run/node 2.17.5', shown: 'test/http/before-remix.test.ts' },
  { id: 'manifest', of: '@remix-run/node 2.17.5', shown: 'test/http/before-remix.test.ts' },
  { id: 'file_sessions', of: '@remix-run/node 2.17.5', shown: 'test/http/advisories.test.ts' },
  { id: 'redirect', of: '@remix-run/router 1.23.4', shown: 'test/http/before-remix.test.ts' },
  { id: 'scripts', of: '@remix-run/react 2.17.5', shown: 'test/http/advisories.test.ts' },
  { id: 'origin', of: '@remix-run/node 2.17.5', shown: 'test/http/before-remix.test.ts' },
  { id: 'lucia', of: 'lucia 3.2.2', shown: 'test/auth/session.test.ts' },
] as const

/** The day on which they were last looked through. */
export const LOOKED_AT = '2026-11-30'

import { readFileSync } from 'node:fs'

/** Of this portal, as package.json says it; the portal runs in its own folder. */
export const VERSION = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string })
  .version

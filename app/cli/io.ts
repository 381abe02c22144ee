/** Where a command speaks: results on `out`, progress and complaints on `err`. */
export interface Io {
  out: (line: string) => void
  err: (line: string) => void
  env: NodeJS.ProcessEnv
}

/** What somebody typed or gave is wrong; the message says what to do. Ends the command with 1. */
export class InputError extends Error {}

/** The command was called in a way it does not know. Ends the command with 2. */
export class UsageError extends Error {}

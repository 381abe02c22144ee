import type { Generated } from 'kysely'

/** id is the SHA-256 of the cookie's token: whoever reads the table cannot sign in with it. */
export interface SessionTable {
  id: string
  employee_id: string
  created_at: number
  expires_at: number
  /** The last request, ten minutes late at most. */
  seen_at: Generated<number>
  /** `browser/system`, each from a short list; never the browser's whole name. */
  device: Generated<string>
  entered_by: Generated<'link' | 'password' | 'pin' | 'oidc'>
  /** 0 while the second factor is still asked for: the session opens nothing. */
  whole: Generated<0 | 1>
  /** The shared device it was begun on. */
  kiosk_id: Generated<string | null>
}

export interface LinkTable {
  token_hash: string
  employee_id: string
  expires_at: number
  used_at: number | null
  /** 1 where it invites: the next invitation ends it. */
  invitation: Generated<0 | 1>
}

export interface PasswordTable {
  employee_id: string
  /** argon2id, as PHC string. */
  hash: string
  set_at: number
}

/** Tries that are counted; key is an HMAC of what they are counted by, so that neither address nor person is in it. */
export interface TryTable {
  key: string
  tries: number
  until: number
}

export interface FactorTable {
  employee_id: string
  /** The shared secret of RFC 6238, sealed under SECRET. */
  sealed: string
  made_at: number
  /** null until the first right code. */
  confirmed_at: number | null
  /** The time step of the last code taken: none is taken twice. */
  last_step: Generated<number>
}

export interface RecoveryTable {
  code_hash: string
  employee_id: string
}

/** A device that many use; of its link and its cookie only the hashes. */
export interface KioskTable {
  id: string
  name: string
  link_hash: string | null
  link_until: number
  token_hash: string | null
  enrolled_at: number | null
  revoked_at: number | null
}

export interface PinTable {
  employee_id: string
  /** argon2id of the PIN mixed with a pepper of KEY_DIR. */
  hash: string
  set_at: number
}

/** One row: what the owner demands of everybody in HR and of owners. */
export interface RuleTable {
  id: 1
  second_factor: 0 | 1
}

export interface AuthTables {
  auth_session: SessionTable
  auth_link: LinkTable
  auth_password: PasswordTable
  auth_try: TryTable
  auth_factor: FactorTable
  auth_recovery: RecoveryTable
  auth_rule: RuleTable
  auth_kiosk: KioskTable
  auth_pin: PinTable
}

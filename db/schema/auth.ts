/** id is the SHA-256 of the cookie's token: whoever reads the table cannot sign in with it. */
export interface SessionTable {
  id: string
  employee_id: string
  created_at: number
  expires_at: number
}

export interface LinkTable {
  token_hash: string
  employee_id: string
  expires_at: number
  used_at: number | null
}

export interface AuthTables {
  auth_session: SessionTable
  auth_link: LinkTable
}

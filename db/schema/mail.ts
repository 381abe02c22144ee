/** One mail to one person, written down before it is sent. `key` names its reason: the same reason is one mail. */
export interface MessageTable {
  key: string
  kind: string
  employee_id: string
  subject: string
  /** Plain text. */
  body: string
  send_after: number
  sent_at: number | null
  attempts: number
  error: string | null
}

/** People who want no reminders by mail. */
export interface UnwantedTable {
  employee_id: string
}

export interface MailTables {
  mail_message: MessageTable
  mail_unwanted: UnwantedTable
}

/** One mail to one person, written down before it is sent. `key` names its reason: the same reason is one mail. */
export interface MessageTable {
  key: string
  kind: string
  employee_id: string
  /** Of subject and body: the person's own when it was written. */
  locale: 'en' | 'ru' | 'he'
  subject: string
  /** Plain text. */
  body: string
  /** Not before this; moved on by each attempt. */
  send_after: number
  /** From then on it is of no use any more and stays unsent. */
  expires_at: number
  sent_at: number | null
  attempts: number
  error: string | null
}

/** People who want no reminders by mail. */
export interface UnwantedTable {
  employee_id: string
}

/** How long mail stays once it is sent or of no use any more. */
export interface MailRetentionTable {
  id: 1
  days: number
}

export interface MailTables {
  mail_retention: MailRetentionTable
  mail_message: MessageTable
  mail_unwanted: UnwantedTable
}

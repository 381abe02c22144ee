/** Longest contact in characters; what is longer is no address. */
export const LONGEST_CONTACT = 200

/** What a contact seems to be, for whoever writes or calls. */
export function contactKind(contact: string): 'email' | 'phone' | 'other' {
  if (/^\S+@\S+\.\S+$/.test(contact.trim())) return 'email'
  const digits = contact.replace(/\D/g, '').length
  return digits >= 7 && digits <= 15 && /^[\d\s()+.\-–/]+$/.test(contact.trim()) ? 'phone' : 'other'
}

/**
 * The same for every way of writing one contact: capitals of an address, spaces and the code of the
 * country of a telephone number do not count. To find a contact that is to be erased.
 */
export function contactKey(contact: string): string {
  const text = contact.trim().normalize('NFC').replace(/\s+/gu, ' ').toLowerCase()
  const kind = contactKind(text)
  if (kind === 'email') return `mail ${text}`
  // Nine digits tell two numbers of one country apart; what is before them is written in three ways.
  return kind === 'phone' ? `call ${text.replace(/\D/g, '').slice(-9)}` : `text ${text}`
}

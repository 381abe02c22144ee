/** Stands in a mail where the way in will stand: it is written when the mail is sent and lies in no database. */
export const ENTRANCE = '[[entrance]]'

export interface Finding {
  scanner: 'wapiti' | 'sqlmap' | 'crawl' | 'gate'
  /** Kind, method, address and field, as the scanner names them. */
  what: string
}

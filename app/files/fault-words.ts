import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { CsvFault } from './csv-fault.ts'

/** What is wrong with a whole file, for the person who brought it. */
export function csvFaultWords(fault: CsvFault, value: string, locale: Locale): string {
  return {
    empty: m.nps_file_empty,
    encoding: m.nps_file_encoding,
    spreadsheet: m.nps_file_spreadsheet,
    'sheet-large': m.nps_file_sheet_large,
    'sheet-broken': m.nps_file_sheet_broken,
    'sheet-old': m.nps_file_sheet_old,
    'no-table': m.nps_file_no_table,
    'web-page': m.nps_file_web_page,
    'no-rows': m.nps_file_no_rows,
    columns: m.nps_file_columns,
    long: m.nps_file_long,
    'quote-open': m.nps_file_quote_open,
    'quote-inside': m.nps_file_quote_inside,
    surplus: m.nps_file_other,
    other: m.nps_file_other,
  }[fault]({ value }, { locale })
}

import type { Db } from '../../../db/connect.ts'
import { type Span, spanOf } from './span.server.ts'
import { readWish } from './wish.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
}

/** What a file of records holds and how it is handed over; null for a wish that cannot be met. */
export async function recordFile(
  db: Db,
  request: Request,
  timeZone: string,
  extension: keyof typeof TYPES,
): Promise<{ span: Span; headers: Record<string, string> } | null> {
  const { wish, faults } = readWish(new URL(request.url).searchParams)
  const span = faults.length > 0 ? null : await spanOf(db, wish, timeZone)
  if (!span) return null
  const name = ['training', wish.from, wish.to].filter(Boolean).join('-')
  return {
    span,
    headers: {
      'Content-Type': TYPES[extension],
      'Content-Disposition': `attachment; filename="${name}.${extension}"`,
      'Cache-Control': 'no-store',
    },
  }
}

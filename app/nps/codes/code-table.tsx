import { Form } from '@remix-run/react'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'

interface Shown {
  id: string
  unitId: string
  unit: string
  printedFor: string | null
  touchpoint: string
  asked: string
  answers: number
  answeredOn: string | null
  retired: boolean
}

/** Codes with what came by each, and a sheet to print for every site that has one in use. */
export function CodeTable({ codes, origin }: { codes: Shown[]; origin: string }) {
  const sheets = new Map(
    codes.filter(({ retired }) => !retired).map(({ unitId, unit }) => [unitId, unit]),
  )
  if (codes.length === 0) return <p className="text-muted">{m.nps_codes_none()}</p>
  return (
    <>
      {sheets.size > 0 && (
        <section aria-labelledby="sheets" className="space-y-2">
          <h2 id="sheets">{m.nps_codes_sheets()}</h2>
          <ul className="flex flex-wrap gap-x-6">
            {[...sheets].map(([unitId, unit]) => (
              <li key={unitId}>
                <a
                  href={`/hr/codes/sheet/${unitId}`}
                  className="inline-flex min-h-11 items-center gap-2 font-medium text-accent underline underline-offset-4"
                  download
                >
                  <Icon name="download" />
                  <bdi>{unit}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <DataTable
        caption={m.nps_codes_list()}
        columns={[
          { key: 'place', label: m.nps_codes_place() },
          { key: 'asked', label: m.nps_codes_asked() },
          { key: 'code', label: m.nps_codes_address() },
          { key: 'answers', label: m.nps_codes_answers(), numeric: true },
          { key: 'last', label: m.nps_codes_last() },
          { key: 'retire', label: m.nps_codes_use() },
        ]}
        rows={codes.map((code) => ({
          key: code.id,
          cells: {
            place: (
              <>
                <bdi>{code.unit}</bdi> · <bdi>{code.touchpoint}</bdi>
                {code.printedFor && (
                  <span className="block text-sm text-muted">
                    {m.nps_codes_printed({ unit: `\u2068${code.printedFor}\u2069` })}
                  </span>
                )}
              </>
            ),
            asked: code.asked,
            code: code.retired ? (
              <bdi>{code.id}</bdi>
            ) : (
              <a
                href={`/c/${code.id}`}
                className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
              >
                <bdi className="break-words" dir="ltr">
                  {origin}
                  <wbr />
                  <span className="whitespace-nowrap">{`/c/${code.id}`}</span>
                </bdi>
              </a>
            ),
            answers: formatNumber(code.answers),
            last: code.answeredOn === null ? '–' : formatDay(code.answeredOn),
            retire: code.retired ? (
              m.nps_codes_retired()
            ) : (
              <Form method="post" action={`/hr/codes/${code.id}/retire`}>
                <Button look="quiet">
                  {m.nps_codes_retire()}
                  <span className="sr-only">{` ${code.unit} · ${code.touchpoint}`}</span>
                </Button>
              </Form>
            ),
          },
        }))}
      />
    </>
  )
}

import type { ReactNode } from 'react'

interface Props {
  caption: ReactNode
  columns: { key: string; label: ReactNode; numeric?: boolean }[]
  rows: { key: string; cells: Record<string, ReactNode> }[]
  /** Keep the caption for readers alone where a heading says it already. */
  quietCaption?: boolean
}

/**
 * A table on wide screens; on a phone each row is a short list of labelled values. First column heads the row.
 * The roles are spelled out because browsers forget them where a row is laid out as a block.
 */
export function DataTable({ caption, columns, rows, quietCaption }: Props) {
  const [head, ...rest] = columns
  return (
    <table role="table" className="w-full border-collapse text-start max-sm:block">
      <caption
        className={quietCaption ? 'sr-only' : 'pb-2 text-start text-sm text-muted max-sm:block'}
      >
        {caption}
      </caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b border-edge text-sm text-muted">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={`py-2 pe-3 font-medium ${column.numeric ? 'text-end' : 'text-start'}`}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {rows.map((row) => (
          <tr role="row" key={row.key} className="border-b border-line max-sm:block max-sm:py-2">
            <th
              role="rowheader"
              scope="row"
              className="py-2 pe-3 text-start font-medium max-sm:block max-sm:py-0"
            >
              {head && row.cells[head.key]}
            </th>
            {rest.map((column) => (
              <td
                key={column.key}
                role="cell"
                className={`py-2 pe-3 max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:py-0.5 max-sm:pe-0 ${column.numeric ? 'sm:text-end' : ''}`}
              >
                <span aria-hidden="true" className="text-sm text-muted sm:hidden">
                  {column.label}
                </span>
                <span>{row.cells[column.key]}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

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
 * The roles are spelled out because browsers forget them where a row is laid out as a block; how it looks stands in
 * app.css, since a class on each of some hundred cells outweighs what they say.
 */
export function DataTable({ caption, columns, rows, quietCaption }: Props) {
  const [head, ...rest] = columns
  const side = (column: { numeric?: boolean }) => (column.numeric ? 'numeric' : undefined)
  return (
    <table role="table" className="data">
      <caption className={quietCaption ? 'sr-only' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.key} role="columnheader" scope="col" className={side(column)}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={row.key}>
            <th role="rowheader" scope="row">
              {head && row.cells[head.key]}
            </th>
            {rest.map((column) => (
              <td key={column.key} role="cell" className={side(column)}>
                <span aria-hidden="true">{column.label}</span>
                <span>{row.cells[column.key]}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

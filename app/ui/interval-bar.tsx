interface Props {
  low: number
  high: number
  /** The value, where enough answers allow one. */
  value?: number | null
  /** Ends of the scale; −100…100 for NPS. */
  min?: number
  max?: number
  /** Told apart by shape where two scores stand side by side. */
  mark?: 'circle' | 'diamond'
  className?: string
}

/** A score and its interval on a line; decoration beside the same numbers in words. */
export function IntervalBar(props: Props) {
  const { low, high, value, min = -100, max = 100, mark = 'circle', className = '' } = props
  const at = (x: number) =>
    Math.round(((Math.min(max, Math.max(min, x)) - min) / (max - min)) * 1000) / 10
  const style: Record<`--${string}`, number> = {
    '--zero': at(0),
    '--low': at(low),
    '--high': at(high),
  }
  return (
    <div aria-hidden="true" className={`interval ${className}`} style={style}>
      <i />
      {value != null && <Mark shape={mark} at={at(value)} />}
    </div>
  )
}

/** The same sign in a picture and in its legend. */
export function Mark({ shape, at }: { shape: 'circle' | 'diamond'; at?: number }) {
  const style: Record<`--${string}`, number> | undefined =
    at === undefined ? undefined : { '--at': at }
  return <b aria-hidden="true" className={shape} style={style} />
}

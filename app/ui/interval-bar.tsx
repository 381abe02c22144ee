import { formatScore } from '../i18n/format.ts'

interface Props {
  low: number
  high: number
  /** The value, where enough answers allow one. */
  value?: number | null
  /** Ends of the scale; −100…100 for NPS. */
  min?: number
  max?: number
  className?: string
}

/** A score and its interval on a line; decoration beside the same numbers in words. */
export function IntervalBar({ low, high, value, min = -100, max = 100, className = '' }: Props) {
  const at = (x: number) => ((Math.min(max, Math.max(min, x)) - min) / (max - min)) * 100
  return (
    // Scores grow with the reading direction: logical insets mirror the picture for Hebrew.
    <div
      aria-hidden="true"
      className={`relative h-6 ${className}`}
      title={value == null ? undefined : formatScore(value)}
    >
      <div className="absolute inset-x-0 top-1/2 h-px bg-line" />
      <div
        className="absolute top-1 bottom-1 w-px bg-edge"
        style={{ insetInlineStart: `${at(0)}%` }}
      />
      <div
        className="absolute top-1/2 h-2 -translate-y-1/2 rounded-full bg-accent/30 forced-colors:bg-[GrayText]"
        style={{
          insetInlineStart: `${at(low)}%`,
          inlineSize: `${Math.max(0.5, at(high) - at(low))}%`,
        }}
      />
      {value != null && (
        <div
          className="absolute top-1/2 size-3.5 -translate-y-1/2 rounded-full border-2 border-raised bg-accent ltr:-translate-x-1/2 rtl:translate-x-1/2 forced-colors:bg-[CanvasText]"
          style={{ insetInlineStart: `${at(value)}%` }}
        />
      )}
    </div>
  )
}

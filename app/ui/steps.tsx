/** How far along: words for everybody, a bar for the eye. */
export function Steps({ label, now, of }: { label: string; now: number; of: number }) {
  return (
    <div className="space-y-1.5">
      <p className="text-sm text-muted" id="steps">
        {label}
      </p>
      <progress value={now} max={of} aria-labelledby="steps" />
    </div>
  )
}

import { m } from '../../i18n/messages.ts'

/** Our own shape, for whoever makes another tool send. */
export function ShapeOfOthers({ example }: { example: string }) {
  return (
    <details className="rounded-2xl border border-line px-4 py-1">
      <summary className="min-h-11 cursor-pointer list-inside py-2.5 font-medium">
        {m.nps_hooks_shape()}
      </summary>
      <div className="space-y-3 pb-4">
        <p>{m.nps_hooks_shape_text()}</p>
        <pre
          dir="ltr"
          tabIndex={0}
          aria-label={m.nps_hooks_shape()}
          role="region"
          className="overflow-x-auto rounded-xl bg-sunk p-4 text-sm"
        >
          {example}
        </pre>
        <p>{m.nps_hooks_shape_types()}</p>
      </div>
    </details>
  )
}

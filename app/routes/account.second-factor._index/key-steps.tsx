import { CodeForm } from '../../auth/code-form.tsx'
import { m } from '../../i18n/messages.ts'

interface Props {
  /** The key in groups of four, for typing. */
  typed: string
  drawing: { size: number; path: string }
  error: string | undefined
}

/** Three steps with the app: open it, give it the key, say what it shows. */
export function KeySteps({ typed, drawing, error }: Props) {
  const { size, path } = drawing
  return (
    <>
      <ol className="list-decimal space-y-3 ps-6">
        <li>{m.account_factor_step_app()}</li>
        <li>
          {m.account_factor_step_scan()}
          <svg
            viewBox={`-4 -4 ${size + 8} ${size + 8}`}
            role="img"
            aria-label={m.account_factor_picture()}
            className="mt-3 w-56 max-w-full rounded-xl bg-white text-black forced-color-adjust-none"
          >
            <path d={path} fill="currentColor" shapeRendering="crispEdges" />
          </svg>
          <p className="mt-3 text-sm text-muted">{m.account_factor_key()}</p>
          <p dir="ltr" className="rounded-xl bg-sunk p-3 font-mono font-medium select-all">
            {typed}
          </p>
        </li>
        <li>{m.account_factor_step_code()}</li>
      </ol>
      <CodeForm
        action="/account/second-factor?index"
        error={error}
        button={m.account_factor_confirm()}
      />
    </>
  )
}

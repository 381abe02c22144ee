import { m } from '../i18n/messages.ts'
import { Notice } from '../ui/notice.tsx'

/** Shown once, to be kept elsewhere; on paper too. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <section aria-labelledby="codes" className="space-y-3">
      <h2 id="codes">{m.account_codes()}</h2>
      <Notice look="warn">{m.account_codes_once()}</Notice>
      <ul dir="ltr" className="grid grid-cols-2 gap-2 rounded-xl bg-sunk p-4 font-mono font-medium">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
    </section>
  )
}

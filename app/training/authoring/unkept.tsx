import { m } from '../../i18n/messages.ts'
import { Notice } from '../../ui/notice.tsx'

/** What was typed and could not be kept, so that it can be taken elsewhere. */
export function Unkept({ typed, gone }: { typed: string[]; gone: boolean }) {
  return (
    <Notice look="warn" live="alert">
      <p>{gone ? m.training_author_gone() : m.training_author_closed()}</p>
      {typed.length > 0 && (
        <>
          <p className="mt-2 font-medium">{m.training_author_typed()}</p>
          <ul className="mt-1 space-y-1">
            {typed.map((text, index) => (
              <li key={index} dir="auto" className="break-words whitespace-pre-wrap">
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}

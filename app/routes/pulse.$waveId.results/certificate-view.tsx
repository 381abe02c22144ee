import { spoken } from '../../i18n/messages.ts'
import { CodeWords } from '../../pulse/code-words.tsx'
import { Icon } from '../../ui/icon.tsx'

interface Props {
  title: string
  lines: string[]
  code: string[]
}

/** What was held when these figures were made, in words, and the words of the wave. */
export function CertificateView({ title, lines, code }: Props) {
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h2 className="flex items-center gap-2">
        <Icon name="shield-check" className="size-6 text-accent" />
        {title}
      </h2>
      <div className="prose">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <CodeWords words={code} locale={spoken()} />
    </section>
  )
}

import { directionOf, LOCALE_NAMES } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { Changes } from './difference.server.ts'
import { PICTURES } from './form.ts'

/** What differs between two versions: by section, field and language, words taken out and put in told by more than colour. */
export function ChangeList({ changes }: { changes: Changes }) {
  const { sections, reordered } = changes
  if (sections.length === 0 && !reordered) return <p>{m.training_author_same()}</p>
  return (
    <div className="space-y-6">
      {reordered && <p>{m.training_author_reordered()}</p>}
      {sections.map(({ section, name, what, fields }) => (
        <section key={section} className="space-y-3">
          <h2>
            <bdi>{name}</bdi>
            {what !== 'changed' && (
              <span className="text-base font-normal text-muted">
                {' · '}
                {what === 'added' ? m.training_author_added() : m.training_author_taken_out()}
              </span>
            )}
          </h2>
          <dl className="space-y-3">
            {fields.map(({ label, language, pieces, pictures }) => (
              <div key={`${label} ${language}`}>
                <dt className="text-sm text-muted">
                  {label}
                  {language && <> · {LOCALE_NAMES[language]}</>}
                </dt>
                <dd
                  className="break-words whitespace-pre-wrap"
                  {...(language ? { lang: language, dir: directionOf(language) } : {})}
                >
                  {pictures?.before && (
                    <del className="me-3 inline-block rounded-xl border-4 border-bad-soft">
                      <Shown file={pictures.before} />
                    </del>
                  )}
                  {pictures?.after && (
                    <ins className="inline-block rounded-xl border-4 border-accent-soft">
                      <Shown file={pictures.after} />
                    </ins>
                  )}
                  {pieces.map(({ sort, text }, index) =>
                    sort === 'same' ? (
                      <span key={index}>{text}</span>
                    ) : sort === 'out' ? (
                      <del key={index} className="bg-bad-soft">
                        {text}
                      </del>
                    ) : (
                      <ins key={index} className="bg-accent-soft font-medium">
                        {text}
                      </ins>
                    ),
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}

function Shown({ file }: { file: string }) {
  const look = 'h-40 w-auto max-w-full rounded-lg'
  return (
    <img src={`${PICTURES}/${file}`} alt={m.training_author_picture_there()} className={look} />
  )
}

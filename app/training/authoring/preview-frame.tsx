import { forwardRef, useCallback, useEffect, useRef } from 'react'
import { LOCALE_NAMES, LOCALES, type Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'

interface Props {
  id: string
  screen: number
  locale: Locale
}

/** The frame beside a form, drawn anew on a word, and when the form itself is another: a picture put in, a word taken back. */
export function usePreview(mark: string) {
  const frame = useRef<HTMLIFrameElement>(null)
  const drawn = useRef(mark)
  const shownAnew = useCallback(() => frame.current?.contentWindow?.location.reload(), [])
  useEffect(() => {
    if (drawn.current !== mark) shownAnew()
    drawn.current = mark
  }, [mark, shownAnew])
  return { frame, shownAnew }
}

/** The screen as it will be met, in a frame as wide as a phone; its links change what the frame shows, without script. */
export const PreviewFrame = forwardRef<HTMLIFrameElement, Props>(function PreviewFrame(
  { id, screen, locale },
  frame,
) {
  const to = (lang: Locale, theme: string) =>
    `/hr/training/${id}/preview?framed=1&lang=${lang}&theme=${theme}&step=${screen}`
  const link = 'inline-flex min-h-11 items-center text-accent underline-offset-4 hover:underline'
  return (
    <section aria-labelledby="preview" className="w-full max-w-[22.5rem] space-y-2">
      <h2 id="preview">{m.training_author_preview()}</h2>
      <p className="flex flex-wrap gap-x-4">
        {LOCALES.map((one) => (
          <a key={one} lang={one} href={to(one, 'light')} target="preview" className={link}>
            {LOCALE_NAMES[one]}
          </a>
        ))}
        <a href={to(locale, 'dark')} target="preview" className={link}>
          {m.training_author_dark()}
        </a>
      </p>
      <iframe
        ref={frame}
        name="preview"
        title={m.training_author_preview()}
        src={to(locale, 'light')}
        loading="lazy"
        className="h-[40rem] w-full rounded-3xl border border-edge bg-paper"
      />
    </section>
  )
})

import { useLocation } from '@remix-run/react'
import { useEffect, useMemo, useState } from 'react'
import { m, spoken } from '../../i18n/messages.ts'
import { TextArea } from '../../ui/field.tsx'

interface ReceiptWords {
  words: string
  write: (words: string) => void
  /** What was found without typing: kept on this device, or brought along behind `#`. */
  found: string | null
  /** This device was searched. */
  ready: boolean
}

/** The words of a receipt of this wave, as they are typed or found. Nothing of it is sent. */
export function useReceiptWords(waveId: string): ReceiptWords {
  const { hash } = useLocation()
  const [words, setWords] = useState('')
  const [found, setFound] = useState<string | null>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    let gone = false
    async function look() {
      const { wordsOf } = await import('./receipt.client.ts')
      const { keptReceipt } = await import('./withdrawing.client.ts')
      const receipt = hash.length > 1 ? hash.slice(1) : await keptReceipt(waveId)
      if (gone) return
      const known = receipt ? wordsOf(receipt, spoken()).join(' ') : ''
      setReady(true)
      if (known === '') return
      setWords((typed) => typed || known)
      setFound(known)
    }
    void look()
    return () => {
      gone = true
    }
  }, [hash, waveId])
  return { words, write: setWords, found, ready }
}

/** Why these words did not do, for the summary on top; the same until there is another reason, or none. */
export function useWrongWords(message: string | undefined): { field: string; message: string }[] {
  return useMemo(() => (message ? [{ field: 'words', message }] : []), [message])
}

interface Props extends Pick<ReceiptWords, 'words' | 'write'> {
  error: string | undefined
}

export function ReceiptField({ words, write, error }: Props) {
  return (
    <TextArea
      id="words"
      label={m.pulse_withdraw_words()}
      hint={m.pulse_withdraw_words_hint()}
      rows={4}
      value={words}
      onChange={(event) => write(event.target.value)}
      error={error}
      autoComplete="off"
      spellCheck="false"
    />
  )
}

import { useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { FileField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { fieldName, type FormPart, PICTURES } from './form.ts'

/** Pixels of the longer side, and bytes: what is above either is made smaller before it is sent. */
const SIDE = 1600
const LIGHT = 300 * 1024

interface Props {
  part: Extract<FormPart, { type: 'picture' }>
  error: string | undefined
}

/** The picture that is there, and a file to put in its place. It goes with the whole form, so nothing typed is lost. */
export function PictureField({ part, error }: Props) {
  const { label, value, width, height } = part
  const id = fieldName.plan(part.key)
  const [smaller, setSmaller] = useState('')
  async function chosen(input: HTMLInputElement) {
    setSmaller('')
    const [file] = input.files ?? []
    const made = file && (await madeSmaller(file).catch(() => null))
    // Another one may have been chosen meanwhile.
    if (!made || input.files?.[0] !== file) return
    const files = new DataTransfer()
    files.items.add(made.file)
    input.files = files.files
    const { width, height } = made
    setSmaller(m.training_author_picture_smaller({ width, height, kb: kilobytes(made.file.size) }))
  }
  return (
    <div className="max-w-xl space-y-3">
      {value !== '' && (
        <img
          src={`${PICTURES}/${value}`}
          width={width}
          height={height}
          alt={m.training_author_picture_there()}
          className="h-auto max-h-64 w-auto max-w-full rounded-xl border border-line"
        />
      )}
      <FileField
        id={id}
        name={id}
        accept="image/jpeg,image/png,image/webp"
        label={value === '' ? label : m.training_author_picture_other()}
        hint={m.training_author_picture_hint()}
        choose={m.training_author_picture_choose()}
        none={m.training_author_import_none()}
        error={error}
        onChange={(event) => void chosen(event.currentTarget)}
      />
      <p role="status" className="text-sm text-muted empty:hidden">
        {smaller}
      </p>
      <Button name="put" value="1" look="second">
        <Icon name="file-up" />
        {m.training_author_picture_put()}
      </Button>
    </div>
  )
}

const kilobytes = (bytes: number) => Math.max(1, Math.round(bytes / 1024))

/** A photo in the size of a screen, upright and without its notes; null where it is small enough as it is. */
async function madeSmaller(
  file: File,
): Promise<{ file: File; width: number; height: number } | null> {
  const picture = await createImageBitmap(file)
  try {
    const longer = Math.max(picture.width, picture.height)
    if (longer <= SIDE && file.size <= LIGHT) return null
    const scale = Math.min(1, SIDE / longer)
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    // A photo stays a JPEG; what may have transparent places does not.
    const type = file.type === 'image/jpeg' ? file.type : 'image/webp'
    const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, type, 0.82))
    if (!blob || (blob.size >= file.size && scale === 1)) return null
    const { width, height } = canvas
    return { file: new File([blob], file.name, { type: blob.type }), width, height }
  } finally {
    picture.close()
  }
}

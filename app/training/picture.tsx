import type { PictureView } from './screen.ts'

/** Rem of height at most: on a phone the words below are still in sight. */
const HIGHEST = 26

/** A picture of a module. Its room is kept from the start, so nothing moves when it comes. */
export function Picture({ picture: { src, width, height, alt } }: { picture: PictureView }) {
  const most = `min(100%, ${((HIGHEST * width) / height).toFixed(2)}rem)`
  return (
    <img
      src={src}
      width={width}
      height={height}
      alt={alt}
      decoding="async"
      style={{ maxWidth: most }}
      className="h-auto rounded-2xl"
    />
  )
}

/** The company's logo, without its bytes. */
export interface Logo {
  /** The beginning of the SHA-256 of its bytes: its address. */
  hash: string
  /** Pixels, as it is shown. */
  width: number
  height: number
  /** Bytes. */
  weight: number
}

/** Bytes of a file that is taken, and pixels of each side. */
export const MOST = 100 * 1024
export const SIDES = { least: 16, most: 2000 }

/**
 * Bytes of a logo that customers see as well: with the page behind a code, its style and the heads of three answers it
 * stays within the 15 kB that a stranger's phone gets.
 */
export const LIGHT = 4 * 1024

/** `missing`: no file came with the form; `none`: no PNG or JPEG, whatever its name says. */
export const LOGO_FAULTS = ['missing', 'none', 'broken', 'large', 'small', 'wide'] as const
export type LogoFault = (typeof LOGO_FAULTS)[number]

/** An image as a page draws it: with its size, so that nothing moves when it comes. */
export interface LogoImage {
  src: string
  width: number
  height: number
}

/** The logo in a box of so many CSS pixels, in its own proportions; small ones are not blown up. */
export function logoImage(logo: Logo, box = { width: 160, height: 32 }): LogoImage {
  const scale = Math.min(1, box.width / logo.width, box.height / logo.height)
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale))
  return { src: `/logo/${logo.hash}`, width: side(logo.width), height: side(logo.height) }
}

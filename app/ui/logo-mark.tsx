interface Props {
  src: string
  /** As it is drawn, in CSS pixels: the room is there before the picture is. */
  width: number
  height: number
  /** What it stands for, in words. */
  name: string
}

/** A logo on white, in the dark too: most are drawn for paper, and many have transparent places. */
export function LogoMark({ name, ...image }: Props) {
  return (
    <img
      {...image}
      alt={name}
      className="box-content shrink-0 rounded-lg bg-[#fff] p-1 [forced-color-adjust:none]"
    />
  )
}

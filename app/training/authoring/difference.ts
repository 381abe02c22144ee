/** A piece of a text that stayed, was taken out or came in. */
export interface Piece {
  sort: 'same' | 'out' | 'in'
  text: string
}

/** Beyond so many words each a text is told as a whole: the table of a comparison grows with their product. */
const MOST_WORDS = 1500

/** What became of a text, word by word: the longest common sequence of words stays. */
export function piecesOf(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  if (a.length > MOST_WORDS || b.length > MOST_WORDS)
    return joinedPieces([
      { sort: 'out', text: before },
      { sort: 'in', text: after },
    ])
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ sort: 'same', text: a[i]! })
      i++
      j++
    } else if (
      i < a.length &&
      (j >= b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    )
      pieces.push({ sort: 'out', text: a[i++]! })
    else pieces.push({ sort: 'in', text: b[j++]! })
  }
  return joinedPieces(pieces)
}

/** Words with the blanks behind them. */
function wordsOf(text: string): string[] {
  return text.match(/\s*\S+\s*?(?=\s|$)|\s+$/g) ?? []
}

function joinedPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.text === '') continue
    if (last?.sort === piece.sort) last.text += piece.text
    else joined.push({ ...piece })
  }
  return joined
}

/**
 * Simpson's reversal: `pooled` is a difference, slope or correlation over everybody, `parts` the same
 * within each group (null where a group is too small to have one). Warns where at least as many parts
 * point against the pooled sign as with it; then the parts are shown and the pooled figure is not.
 * Zeros point nowhere. Source: Simpson (1951); Bickel, Hammel & O'Connell, Science (1975).
 */
export function simpson(
  pooled: number | null,
  parts: readonly (number | null)[],
): { warn: boolean; along: number; against: number } {
  const sign = Math.sign(pooled ?? 0)
  let along = 0
  let against = 0
  for (const part of parts) {
    const turn = Math.sign(part ?? 0) * sign
    if (turn > 0) along++
    if (turn < 0) against++
  }
  return { warn: against > 0 && against >= along, along, against }
}

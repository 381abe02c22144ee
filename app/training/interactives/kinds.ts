import * as dialogue from './dialogue.ts'
import * as order from './order.ts'
import * as ours from './ours.ts'
import * as place from './place.ts'
import * as promise from './promise.ts'
import * as shares from './shares.ts'
import * as tokens from './tokens.ts'
import * as values from './values.ts'
import * as walk from './walk.ts'

/** Every kind of interactive, by the name it has in module.yaml. A new one is its file and a line here. */
export const KINDS = { dialogue, order, ours, place, promise, shares, tokens, values, walk }

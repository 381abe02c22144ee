import type { AppLoadContext } from '@remix-run/node'
import type { Employee } from '../../people/employee.server.ts'
import { readyPixels } from '../../training/interactives/pixels.tsx'
import { lineOf } from '../../training/line.server.ts'
import { type Walk, walkOf } from '../../training/module.server.ts'
import { interactiveAt } from '../../training/module.ts'
import { screenOf } from '../../training/screen.server.ts'
import type { StepView } from '../../training/step-screen.tsx'
import { tieFor } from './ties.server.ts'

interface Asked {
  context: AppLoadContext
  me: Employee
}

/** One screen of somebody's walk as the browser gets it; null beyond the last. */
export async function viewAt(
  { context, me }: Asked,
  { module, attempt }: Walk,
  step: number,
): Promise<StepView | null> {
  const { db, settings } = context
  const slug = attempt.module
  const block = interactiveAt(module.plan, step)
  const tie = block && (await tieFor(block.kind, { context, me }))
  const view = await screenOf(db, module, attempt, step, me.locale, tie)
  if (!view) return null
  if (block) await readyPixels(block.kind)
  const place = { employeeId: me.id, slug }
  return {
    ...view,
    slug,
    step,
    of: attempt.steps,
    line: view.screen.kind === 'line' ? ((await lineOf(db, settings.secret, place)) ?? '') : '',
    finished: attempt.finished_at !== null,
    moduleTitle: module.texts[me.locale].title,
  }
}

/**
 * What a page that is awake shows after a form of screen `step`, so that it need not ask: the screen it leads to; after
 * an answer, which stays where it is, the same screen with its explanations and the one that follows. What the portal
 * knows changes, so an interactive is not sent ahead. Read anew, for what was stored just now.
 */
export async function viewsAfter(
  asked: Asked,
  slug: string,
  step: number,
  to: number,
): Promise<StepView[]> {
  const walk = await walkOf(asked.context.db, asked.me.id, slug)
  if (!walk) return []
  const ahead = to === step && !interactiveAt(walk.module.plan, step + 1)
  const steps = (ahead ? [to, to + 1] : [to]).filter((one) => one <= walk.attempt.step)
  const views = await Promise.all(steps.map((one) => viewAt(asked, walk, one)))
  return views.filter((view) => view !== null)
}

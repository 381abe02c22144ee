import type { Page } from '@playwright/test'
import { moduleBySlug } from '../../app/training/content.server.ts'
import type { Interactive, KindName } from '../../app/training/interactives/kinds.ts'
import { isInteractive } from '../../app/training/interactives/kinds.ts'
import { stepsOf } from '../../app/training/module.ts'
import type { Locale } from '../../app/i18n/locale.ts'

/** The first interactive of this kind in a published module, as module.yaml and one language have it. */
export function published<K extends KindName>(slug: string, kind: K, locale: Locale) {
  const module = moduleBySlug(slug)
  if (!module) throw new Error(`no module ${slug}`)
  const block = module.plan.blocks.find((one) => one.kind === kind)
  if (!block || !isInteractive(block)) throw new Error(`no ${kind} in ${slug}`)
  const step = stepsOf(module.plan).findIndex((at) => 'block' in at && at.block.id === block.id) + 1
  return {
    step,
    block: block as Extract<Interactive, { kind: K }>,
    text: module.texts[locale].blocks[block.id] as Record<string, any>,
  }
}

/** Walks to screen `step` of a module without looking at the ones before it, and opens it. */
export async function walkTo(page: Page, slug: string, step: number): Promise<void> {
  const { origin } = new URL(page.url())
  const headers = { origin }
  await page.request.post(`/training/${slug}/start`, { headers })
  for (let at = 1; at < step; at++)
    await page.request.post(`/training/${slug}/${at}`, { headers, form: { choice: 'a' } })
  await page.goto(`/training/${slug}/${step}`)
}

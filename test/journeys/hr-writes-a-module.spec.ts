import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { withNotes } from '../files/pictures/notes.ts'
import {
  DESK,
  expect,
  expectSound,
  PHONE,
  settingsOf,
  test,
  type Portal,
  wordsIn,
} from './support.ts'

const en = wordsIn('en')

// The browser's own note on what it cannot load without a network.
test.use({
  meant:
    /^Failed to load resource: (net::ERR_INTERNET_DISCONNECTED|the server responded with a status of (403|404|410|422))/,
})

const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()

const WORDS = {
  en: 'A customer asks, and somebody listens',
  ru: 'Клиент спрашивает, и его слушают',
  he: 'לקוחה שואלת, ומישהו מקשיב',
}

/** Writes something of its own into every empty text of the section that is open, in its language. */
async function writeAll(page: Page, section: string): Promise<void> {
  await page.locator('#section').evaluate(
    (form, [words, name]) => {
      let n = 0
      for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
        'textarea, input:not([type])',
      ))
        field.value ||= `${words[field.lang as 'en']} ${name} ${n++}.`
    },
    [WORDS, section] as const,
  )
}

/** A photo of 2400 × 1800 pixels as a camera writes it, with its place. */
async function photoOf(page: Page): Promise<Buffer> {
  const drawn = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 })
    canvas.getContext('2d')!.fillRect(300, 300, 900, 900)
    return canvas.toDataURL('image/jpeg')
  })
  return withNotes(Buffer.from(drawn.split(',')[1]!, 'base64'), '32.0853 N, 34.7818 E')
}

/** A second person of HR, by the operator's command. */
async function secondOfHr(portal: Portal, page: Page): Promise<Page> {
  const told = execFileSync(process.execPath, ['app/cli/zveno.ts', 'invite', '1005'], {
    env: settingsOf(portal),
    encoding: 'utf8',
  })
  await page.goto(new URL(told.trim().split(' ')[1]!).pathname)
  await page.locator('main form button').click()
  await page.waitForURL('/')
  return page
}

test('HR writes a module in three languages from nothing, a colleague publishes it, and who is inside finishes what they began', async ({
  enter,
  open,
  portal,
}) => {
  const hr = await enter('hr', DESK)
  await hr.goto('/hr/training')
  await press(hr, en('training_author_new'))
  await hr.waitForURL(/\/hr\/training\/[\w-]{36}$/)
  const draft = new URL(hr.url()).pathname
  await press(hr, en('training_author_send'))
  await expect(hr.getByRole('alert').getByRole('link').first()).toBeVisible()
  await expect(hr).toHaveTitle(/^Error:/)

  // Kept while one types, and taken back.
  await hr.goto(`${draft}/edit/about`, { waitUntil: 'networkidle' })
  await hr.locator('[id="en.title"]').fill('Listening first')
  await expect(hr.getByRole('status')).toHaveText(en('common_saved'))
  await hr.locator('[id="en.title"]').fill('Listening second')
  await hr.reload({ waitUntil: 'networkidle' })
  await hr.locator('[id="en.title"]').fill('Listening first')
  await expect(hr.getByRole('status')).toHaveText(en('common_saved'))

  const sections = await hr
    .goto(draft)
    .then(() =>
      hr
        .locator('main ul a, main ol a')
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname)),
    )
  expect(sections).toHaveLength(8)
  for (const section of sections) {
    await hr.goto(section)
    await writeAll(hr, path.basename(section))
    await press(hr, en('training_author_save'))
    await expect(hr.getByRole('status').first()).toHaveText(en('common_saved'))
  }
  // A photo with a place in it: made smaller here, kept without the place, shown with room from the start.
  await hr.goto(draft)
  await hr.getByText(en('training_author_add_screen')).click()
  await hr.locator('button[value="add:picture"]').click()
  await hr.waitForURL(/done=add#block-s6$/)
  await hr.goto(`${draft}/edit/block-s6`)
  await writeAll(hr, 'block-s6')
  const photo = { name: 'shop.jpg', mimeType: 'image/jpeg', buffer: await photoOf(hr) }
  await hr.locator('[id="plan.picture.file"]').setInputFiles(photo)
  await expect(hr.getByText(/1600 × 1200/)).toBeVisible()
  await press(hr, en('training_author_picture_put'))
  const there = hr.getByRole('img', { name: en('training_author_picture_there') })
  await expect(there).toHaveJSProperty('naturalWidth', 1600)
  await expectSound(hr)

  // A percentage is told at its field, and nothing is lost: not what is typed on a slow line either, before the page
  // behind the answer has come.
  await hr.goto(`${draft}/edit/block-s2`)
  await hr.route(/_data=/, async (route) => {
    if (route.request().method() === 'GET') await new Promise((come) => setTimeout(come, 1500))
    await route.continue()
  })
  await hr.locator('[id="ru.body"]').fill('Так бывает в 80 % случаев.')
  await press(hr, en('training_author_save'))
  await expect(hr.getByRole('alert').getByRole('link')).toHaveAttribute('href', '#ru.body')
  await expect(hr.locator('[id="ru.body"]')).toHaveValue('Так бывает в 80 % случаев.')
  const counted = 'Так бывает в {% num %}80 %{% /num %} случаев.'
  await hr.locator('[id="ru.body"]').fill(counted)
  await hr.waitForLoadState('networkidle')
  await expect(hr.locator('[id="ru.body"]')).toHaveValue(counted)
  await hr.unrouteAll({ behavior: 'wait' })
  await press(hr, en('training_author_save'))
  await expect(hr.getByRole('status').first()).toHaveText(en('common_saved'))
  // What is typed in one section is kept there and comes along into no other.
  await hr.locator('[id="en.title"]').fill('Only here')
  await expect(hr.getByRole('status').last()).toHaveText(en('common_saved'))
  await hr.locator('[id="en.title"]').fill('Only here, and quickly')
  await hr.getByRole('link', { name: en('training_author_next') }).click()
  await hr.waitForURL(/block-s3$/)
  await expect(hr.locator('[id="en.title"]')).not.toHaveValue(/Only here/)
  await expect(async () => {
    await hr.goto(`${draft}/edit/block-s2`)
    await expect(hr.locator('[id="en.title"]')).toHaveValue('Only here, and quickly', {
      timeout: 1000,
    })
  }).toPass()
  const frame = hr.frameLocator('iframe')
  await hr.getByRole('link', { name: 'Русский' }).click()
  await expect(frame.locator('html')).toHaveAttribute('lang', 'ru')
  await expect(frame.getByRole('main')).toContainText('80 %')
  await expect(frame.locator('header')).toBeHidden()
  await expectSound(hr)

  await hr.goto(draft)
  await press(hr, en('training_author_send'))
  await expect(hr.getByText(en('training_author_wait_for_other'))).toBeVisible()
  await expect(hr.getByRole('button', { name: en('training_author_publish') })).toHaveCount(0)

  const other = await secondOfHr(portal, await open(PHONE))
  await other.goto(draft)
  await other.locator('#comment').fill('Fine words')
  await press(other, en('training_author_comment_say'))
  await expect(other.getByText('Fine words')).toBeVisible()
  await press(other, en('training_author_publish'))
  await other.waitForURL(/published=listening-first$/)

  const maya = await enter('employee', PHONE)
  await maya.goto('/training/listening-first')
  await maya.locator('main form button').click()
  await maya.waitForURL('/training/listening-first/1')
  await maya.locator('main label.choice').first().click()
  await maya.locator('main form button').click()
  await maya.getByRole('main').locator('a[href$="/2"]').click()
  await maya.waitForURL(/\/2$/)
  for (const step of [3, 4]) {
    await maya.getByRole('main').locator('form button').last().click()
    await maya.waitForURL(new RegExp(`/${step}$`))
  }
  const shown = maya.getByRole('main').getByRole('img', { name: WORDS.he })
  await expect(shown).toHaveJSProperty('naturalWidth', 1600)
  await expectSound(maya)
  const bytes = await maya.evaluate(async () => {
    const { src } = document.querySelector<HTMLImageElement>('main img')!
    return (await fetch(src)).text()
  })
  expect(bytes).not.toMatch(/Exif|32\.0853/)
  // And without a network, once it lies on the phone.
  await maya.goto('/training')
  await maya.getByRole('button', { name: wordsIn('he')('training_phone_keep') }).tap()
  await expect(maya.getByText(wordsIn('he')('training_phone_kept'))).toBeVisible()
  await maya.context().setOffline(true)
  await maya.goto('/training/listening-first/4')
  await expect(maya.getByText(wordsIn('he')('training_phone_offline'))).toBeVisible()
  await expect(shown).toHaveJSProperty('naturalWidth', 1600)
  await maya.context().setOffline(false)

  // The colleague writes the next version and the author reads it.
  await other.goto('/hr/training')
  const begin = other.getByRole('button', {
    name: new RegExp(`^${en('training_author_change')}\\s*Listening first$`),
  })
  await begin.click()
  await other.waitForURL(/\/hr\/training\/[\w-]{36}$/)
  const next = new URL(other.url()).pathname
  await other.goto(`${next}/edit/block-s2`)
  await other.locator('[id="he.title"]').fill('כותרת אחרת')
  await press(other, en('training_author_save'))
  await other.goto(next)
  await press(other, en('training_author_send'))
  await hr.goto(next)
  await press(hr, en('training_author_publish'))
  await hr.waitForURL(/published=listening-first$/)

  await maya.goto('/training/listening-first/2')
  await expect(maya.getByRole('heading', { level: 1 })).toContainText(WORDS.he)
  await maya.goto('/training/listening-first')
  await expect(maya.getByRole('main')).toContainText(wordsIn('he')('training_version_old'))
})

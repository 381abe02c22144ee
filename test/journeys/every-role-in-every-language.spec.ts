import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { LOCALE_NAMES, LOCALES, type Locale } from '../../app/i18n/locale.ts'
import {
  begin,
  closeWave,
  codeShown,
  expectNobody,
  newestWave,
  onQuestion,
  press,
  rowsOnDevice,
  skipOn,
  stored,
  wordsOfWave,
} from './pulse.ts'
import {
  DESK,
  expect,
  PHONE,
  type Portal,
  rowsOf,
  signIn,
  speak,
  test,
  wordsIn,
} from './support.ts'

/** What people write here; whoever does not write a language still finds it in one piece. */
const WRITTEN: Record<
  Locale,
  { comment: string; reply: string; heard: string; deed: string; confidential: RegExp }
> = {
  en: {
    comment: 'A second trolley lift would save us the way around the yard.',
    reply: 'It is ordered, and comes in the first week of next month.',
    heard: 'The way around the yard costs everybody time.',
    deed: 'A second trolley lift at the back gate.',
    confidential: /confidential/i,
  },
  ru: {
    comment: 'Второй подъёмник для тележек избавил бы нас от обхода двора.',
    reply: 'Он заказан и будет в первую неделю следующего месяца.',
    heard: 'Обход двора отнимает время у всех.',
    deed: 'Второй подъёмник для тележек у задних ворот.',
    confidential: /конфиденциальн/i,
  },
  he: {
    comment: 'מעלית שנייה לעגלות הייתה חוסכת לנו את הסיבוב סביב החצר.',
    reply: 'היא הוזמנה ותגיע בשבוע הראשון של החודש הבא.',
    heard: 'הסיבוב סביב החצר גוזל זמן מכולם.',
    deed: 'מעלית שנייה לעגלות בשער האחורי.',
    confidential: /חסוי/,
  },
}

/** A site whose comments stand with it in the last closed survey, and who leads it. */
const SITE = { name: 'Ahornfeld', leader: '1093' }
/** Too small to be counted by itself. */
const SMALL = 'Lindenhof · Café'
/** What the leader of the links promised after the last closed survey. */
const PROMISED = 'Ставим навес со столом за складом.'

const title = (page: Page) => page.getByRole('heading', { level: 1 })
const main = (page: Page) => page.getByRole('main')

for (const locale of LOCALES) {
  const say = wordsIn(locale)
  const written = WRITTEN[locale]
  const language = LOCALE_NAMES[locale]

  test(`${language}: HR builds a survey, sees who is merged, launches, counts in tens, closes and takes the figures along`, async ({
    enter,
    portal,
  }) => {
    const hr = await enter('hr', DESK)
    await speak(hr, locale)
    const older = newestWave(portal, 'open')

    await test.step('a survey of the bank’s questions, under a name of its own', async () => {
      await hr.goto('/hr/surveys/new?from=chain')
      for (const one of LOCALES) await hr.locator(`#title-${one}`).fill(`${language} ${one}`)
      await press(hr, say('pulse_surveys_save'))
      await expect(hr.getByText(say('pulse_surveys_saved', { version: '1' }))).toBeVisible()
    })

    await test.step('who would be counted with whom, before anything goes out', async () => {
      await hr.goto('/hr/waves')
      await hr.getByRole('link', { name: say('pulse_hr_launch') }).click()
      const option = say('pulse_hr_survey_option', { title: `${language} ${locale}`, n: '6' })
      await hr.locator('#survey').selectOption({ label: option })
      await press(hr, say('pulse_planning_check'))
      await expect(main(hr)).toContainText(say('pulse_hr_groups_text', { n: 240 }))
      const merged = hr.getByRole('table', { name: say('pulse_hr_merged') })
      await expect(merged).toContainText(SMALL)
      await expect(merged).toContainText(say('pulse_people_n', { n: 5 }))
      await expect(main(hr)).toContainText(say('pulse_planning_hidden'))
      const ten = say('pulse_hr_threshold_ten', { ten: '10' })
      await expect(main(hr)).toContainText(ten)
    })

    await test.step('launched, with its words for the poster', async () => {
      await press(hr, say('pulse_hr_launch_now'))
      await expect(hr.getByText(say('pulse_hr_progress_hint'))).toBeVisible({ timeout: 60_000 })
      const words = await codeShown(hr, locale, 8)
      expect(words).toEqual(wordsOfWave(portal, newestWave(portal, 'open'), locale))
      await hr.getByRole('link', { name: say('pulse_hr_poster') }).click()
      await expect(hr.getByText(say('pulse_poster_text'))).toBeVisible()
      expect(await codeShown(hr, locale, 8)).toEqual(words)
    })

    await test.step('of the one that is open: how many answered, in tens, and no more', async () => {
      const { responses, issued } = stored(portal, older)
      expect(responses % 10, 'the demo company would not show what is rounded').not.toBe(0)
      await hr.goto(`/hr/waves/${older}`)
      const counted = main(hr)
        .locator('dl > div')
        .filter({ hasText: say('pulse_hr_progress') })
      await expect(counted.locator('dd')).toContainText(String(Math.floor(responses / 10) * 10))
      await expect(main(hr)).not.toContainText(new RegExp(`\\b(${responses}|${issued})\\b`))
    })

    await test.step('closed by a typed word; the results, the map and the files', async () => {
      await closeWave(hr, locale, older)
      await hr.getByRole('link', { name: say('pulse_results_open') }).click()
      await expect(hr.getByText(say('pulse_results_lead'))).toBeVisible()
      const csv = await downloaded(hr, 'CSV')
      const xlsx = await downloaded(hr, 'XLSX')
      const pdf = await downloaded(hr, say('pulse_results_export_pdf'))
      const [head = '', ...rows] = csv.toString('utf8').trim().split('\n')
      expect(head).toContain(say('pulse_results_export_what'))
      expect(rows.length).toBeGreaterThan(10)
      expect(csv.toString('utf8')).toContain('Lindenhof')
      expect(csv.toString('utf8'), 'too few to show').not.toContain(SMALL)
      expect(xlsx.toString('latin1', 0, 2)).toBe('PK')
      expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-')

      await hr.getByRole('link', { name: say('pulse_results_map') }).click()
      await expect(title(hr)).toHaveText(say('pulse_results_map'))
      const map = hr.getByRole('table', { name: say('pulse_results_map') })
      await expect(map.getByRole('rowheader', { name: 'Verdano Gardens' })).toBeVisible()
      await expect(map.getByRole('columnheader').first()).toHaveText(say('pulse_unit'))
    })
  })

  test(`${language}: a leader reads the unit’s results, answers a comment unseen and promises; the team reads the promise`, async ({
    enter,
    open,
    portal,
  }) => {
    const hr = await enter('hr', DESK)
    const leader = await signIn(SITE.leader, hr, await open(DESK))
    await speak(leader, locale)
    const wave = newestWave(portal, 'closed')

    await test.step('the unit’s figures, its strong and weak sides, and its comments', async () => {
      await leader.goto('/team')
      await expect(title(leader)).toHaveText(SITE.name)
      await main(leader)
        .getByRole('link', { name: say('pulse_results_open') })
        .click()
      await expect(leader.getByText(say('pulse_results_team_lead'))).toBeVisible()
      for (const one of [say('pulse_results_strongest'), say('pulse_results_weakest')]) {
        await expect(main(leader).getByRole('heading', { name: one })).toBeVisible()
      }
      await expect(main(leader)).toContainText(say('pulse_results_comments'))
    })

    const asked =
      await test.step('a comment is answered, and the answer seen no more', async () => {
        await leader.getByRole('link', { name: say('pulse_results_team_answer') }).click()
        await expect(title(leader)).toHaveText(say('pulse_acting_comments_title'))
        const first = main(leader).getByRole('listitem').first()
        const comment = (await first.locator('p[dir=auto]').textContent()) ?? ''
        await first.getByRole('link', { name: say('pulse_acting_answer') }).click()
        await expect(leader.locator('blockquote')).toHaveText(comment)
        await expect(leader.getByText(say('pulse_acting_do_not_ask'))).toBeVisible()
        await leader.getByLabel(say('pulse_acting_reply_label')).fill(written.reply)
        await press(leader, say('pulse_acting_seal'))
        await expect(leader.getByText(say('pulse_acting_sealed'))).toBeVisible()
        await leader.goto(`/team/pulse/${wave}/comments?show=all`)
        const told = main(leader).getByRole('listitem').filter({ hasText: comment })
        await expect(told.locator('svg use[href$="#lock"]')).toHaveCount(1)
        await expect(leader.getByText(written.reply)).toHaveCount(0)
        return comment
      })

    await test.step('one thing is promised', async () => {
      await leader.goto('/team/pulse')
      await leader.getByRole('link', { name: say('pulse_results_team_promise') }).click()
      await expect(title(leader)).toHaveText(say('pulse_acting_promises'))
      await press(leader, say('pulse_acting_promise_make'))
      await expect(leader.getByRole('alert')).toContainText(say('pulse_acting_error_sentence'))
      await leader.getByLabel(say('pulse_acting_heard_label')).fill(written.heard)
      await leader.getByLabel(say('pulse_acting_deed_label')).fill(written.deed)
      const due = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
      await leader.getByLabel(say('pulse_acting_due_label')).fill(due)
      await press(leader, say('pulse_acting_promise_make'))
      await expect(leader.getByText(say('pulse_acting_promise_made'))).toBeVisible()
    })

    await test.step('somebody of the team reads it on the results', async () => {
      const member = await signIn(staffOf(portal, SITE.name), hr, await open(PHONE))
      await speak(member, locale)
      await member.goto(`/pulse/${wave}/results`)
      const promised = member.locator('section').filter({
        has: member.getByRole('heading', { name: say('pulse_results_promised') }),
      })
      await expect(promised).toContainText(written.deed)
      await expect(promised).toContainText(say('pulse_acting_status_promised'))
      await member.goto(`/pulse/${wave}/results?unit=${unitOf(portal, SITE.name)}`)
      await expect(main(member)).toContainText(asked)
      await expect(member.getByText(written.reply)).toHaveCount(0)
    })
  })

  test(`${language}: staff read the promise, answer, take back with a receipt, read their reply and what everybody reads`, async ({
    enter,
    open,
    portal,
  }) => {
    const wave = newestWave(portal, 'open')
    const phone = await enter('employee', PHONE)
    await speak(phone, locale)
    const words = wordsOfWave(portal, wave, locale)
    const before = stored(portal, wave)

    await test.step('the promise, its limits and the words to compare, before the first question', async () => {
      await phone.locator('section[aria-labelledby=next] a').tap()
      await expect(phone).toHaveURL(`/pulse/${wave}`)
      for (const one of ['title', 'core'] as const) {
        await expect(phone.getByText(say(`pulse_promise_${one}`))).toBeVisible()
      }
      await expect(phone.getByText(say('pulse_promise_all', { six: '6', five: '5' }))).toBeVisible()
      await expect(phone.getByText(say('pulse_not_operator'))).toBeVisible()
      await expect(phone.getByText(say('pulse_code_checked'))).toBeVisible()
      expect(await codeShown(phone, locale, 8)).toEqual(words)
      await expect(phone.getByRole('radio').first(), 'no question yet').toBeVisible()
      await expect(phone.locator('input[type=radio]')).toHaveCount(2)
    })

    await test.step('one question a screen, each may be skipped, all checked once more', async () => {
      await begin(phone, locale, wave)
      await phone.getByText('9', { exact: true }).tap()
      await press(phone, say('pulse_next'))
      await onQuestion(phone, locale, 2)
      await press(phone, say('pulse_next'))
      await expect(phone.getByRole('alert')).toHaveText(say('pulse_choose_or_skip'))
      await phone.getByText(say('pulse_item_4'), { exact: true }).tap()
      await press(phone, say('pulse_next'))
      for (const now of [3, 4, 5]) {
        await onQuestion(phone, locale, now)
        await press(phone, say('pulse_skip'))
      }
      await phone.getByLabel(say('pulse_comment_label')).fill(written.comment)
      await press(phone, say('pulse_next'))
      await expect(title(phone)).toHaveText(say('pulse_check_title'))
      await expect(phone.getByText(say('pulse_skipped'))).toHaveCount(3)
      await expect(phone.getByText(say('pulse_item_4'), { exact: true })).toBeVisible()
      await expect(phone.getByText(written.comment)).toBeVisible()
      expect(stored(portal, wave), 'nothing is sent before').toMatchObject({
        responses: before.responses,
      })
    })

    await test.step('sent as nobody; sixteen words and a code to photograph', async () => {
      const sent = phone.waitForRequest('**/response')
      await press(phone, say('pulse_send'))
      await expectNobody(await sent)
      await expect(title(phone)).toHaveText(say('pulse_sent_title'))
      await codeShown(phone, locale, 16)
      await press(phone, say('pulse_receipt_qr'))
      await expect(phone.getByRole('img', { name: say('pulse_receipt_qr_label') })).toBeVisible()
      await phone.getByRole('checkbox', { name: say('pulse_receipt_keep') }).check()
      await expect(phone.getByText(say('pulse_receipt_kept'))).toBeVisible()
      await phone.goto('/')
      await expect(phone.getByText(say('pulse_sent_here'))).toBeVisible()
    })

    const hr = await enter('hr', DESK)
    const receipt =
      await test.step('on a shared kiosk: confidential, never “anonymous”; nothing stays, the receipt is shown once', async () => {
        const kiosk = await signIn(staffOf(portal, 'Birkensee'), hr, await open(DESK))
        await speak(kiosk, locale)
        const shown = await answerOnKiosk(kiosk, locale, wave)
        expect(await rowsOnDevice(kiosk)).toBe(0)
        await kiosk.reload()
        await expect(kiosk.getByText(say('pulse_taken_title'))).toBeVisible()
        await expect(kiosk.getByText(say('pulse_receipt_title'))).toHaveCount(0)
        return shown
      })
    expect(stored(portal, wave).responses).toBe(before.responses + 2)

    await test.step('whoever holds the words takes that answer back, signed in or not', async () => {
      const anybody = await open({ ...PHONE, locale })
      await anybody.goto(`/pulse/${wave}/withdraw`)
      await expect(title(anybody)).toHaveText(say('pulse_withdraw_title'))
      await anybody.locator('#words').fill(receipt.toReversed().join(' '))
      await press(anybody, say('pulse_withdraw_button'))
      await expect(anybody.locator('#words')).toHaveAttribute('aria-invalid', 'true')
      await expect(anybody.getByRole('alert')).toBeFocused()
      await expect(anybody).toHaveTitle(new RegExp(`^${say('common_error_prefix')}`))
      expect(stored(portal, wave).withdrawn).toBe(0)
      const sent = anybody.waitForRequest('**/withdraw')
      await anybody.locator('#words').fill(receipt.join(' '))
      await press(anybody, say('pulse_withdraw_button'))
      await expectNobody(await sent)
      const done = anybody.getByRole('heading', { name: say('pulse_withdrawn_title') })
      await expect(done).toBeFocused()
      expect(stored(portal, wave)).toMatchObject({ responses: before.responses + 2, withdrawn: 1 })
    })

    await test.step('closed, and the comment answered by whoever it stands with', async () => {
      await closeWave(hr, 'en', wave)
      const answering = await standsWith(portal, wave, written.comment, {
        hr: () => Promise.resolve(hr),
        region: async () => signIn('1010', hr, await open(DESK)),
        site: () => enter('leader', DESK),
      })
      await answering.goto(`/team/pulse/${wave}/comments`)
      const comment = answering.getByRole('listitem').filter({ hasText: written.comment })
      await comment.getByRole('link').click()
      await answering.locator('#text').fill(written.reply)
      await answering.locator('main form button').click()
      await expect(answering).toHaveURL(/done=sealed/)
    })

    await test.step('the writer reads the reply; somebody else’s receipt opens nothing', async () => {
      await phone.goto(`/pulse/${wave}/replies`)
      await expect(phone.getByText(written.reply)).toBeVisible()
      const other = await open({ ...PHONE, locale })
      await other.goto(`/pulse/${wave}/replies`, { waitUntil: 'networkidle' })
      await other.locator('#words').fill(receipt.join(' '))
      const fetched = other.waitForRequest('**/mailbox')
      await press(other, say('pulse_acting_replies_find'))
      await expectNobody(await fetched)
      await expect(other.getByText(say('pulse_acting_replies_none'))).toBeVisible()
      await expect(other.getByText(written.reply)).toHaveCount(0)
    })

    await test.step('the closed survey: figures, counts, what was held, and the one line about me', async () => {
      await phone.goto(`/pulse/${wave}/results`)
      await expect(phone.getByText(say('pulse_results_lead'))).toBeVisible()
      await expect(phone.getByText(written.reply)).toBeVisible()
      const counts = phone.locator('section').filter({
        has: phone.getByRole('heading', { name: say('pulse_counts_title') }),
      })
      const count = (name: 'redeemed' | 'withdrawn') => {
        const label = phone.getByText(say(`pulse_count_${name}`), { exact: true })
        return counts.locator('dl > div').filter({ has: label }).locator('dd')
      }
      await expect(count('redeemed')).toHaveText(String(before.responses + 2))
      await expect(count('withdrawn')).toHaveText('1')
      await expect(phone.getByText(say('pulse_certificate_gone'))).toBeVisible()
      await expect(phone.getByText(say('pulse_results_mine_yes'))).toBeVisible()
      expect(await codeShown(phone, locale, 8), 'the same words as before').toEqual(words)
    })

    await test.step('and what was promised after the survey before', async () => {
      await phone.goto('/pulse')
      await expect(main(phone)).toContainText(say('pulse_list_over'))
      await main(phone).locator('a[href$="/results"]').nth(1).tap()
      await expect(phone.getByText(say('pulse_results_lead'))).toBeVisible()
      await expect(
        phone.getByRole('heading', { name: say('pulse_results_promised') }),
      ).toBeVisible()
      await expect(main(phone)).toContainText(PROMISED)
    })
  })
}

/** The whole way on somebody else's device; the sixteen words of the receipt. */
async function answerOnKiosk(page: Page, locale: Locale, wave: string): Promise<string[]> {
  const say = wordsIn(locale)
  const { confidential } = WRITTEN[locale]
  const expectConfidential = async (sentence: string) => {
    expect(sentence).toMatch(confidential)
    await expect(page.getByText(sentence, { exact: true })).toBeVisible()
    const kind = say('pulse_acting_kind_confidential')
    await expect(page.getByText(kind, { exact: true })).toBeVisible()
    await expect(page.getByText(say('pulse_kind'), { exact: true })).toHaveCount(0)
  }
  await page.goto(`/pulse/${wave}`)
  await expect(page.getByText(say('pulse_code_checked'))).toBeVisible()
  await page.getByRole('radio', { name: say('pulse_device_other') }).check()
  await expectConfidential(say('pulse_acting_confidential_before'))
  await press(page, say('pulse_start'))
  await onQuestion(page, locale, 1)
  await expectConfidential(say('pulse_acting_confidential_now'))
  await page.getByText('3', { exact: true }).click()
  await expect(page.getByText(say('pulse_kept_memory'))).toBeVisible()
  await skipOn(page, locale, 1)
  await expect(title(page)).toHaveText(say('pulse_check_title'))
  await press(page, say('pulse_send'))
  await expect(title(page)).toHaveText(say('pulse_sent_title'))
  await expectConfidential(say('pulse_acting_confidential_after_title'))
  await expect(page.getByRole('checkbox'), 'a receipt cannot be kept here').toHaveCount(0)
  return codeShown(page, locale, 16)
}

/** The file behind one of the links for taking figures along. */
async function downloaded(page: Page, name: string): Promise<Buffer> {
  const link = page.getByRole('main').getByRole('link', { name, exact: true })
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    link.click(),
  ])
  return readFileSync(await download.path())
}

const unitOf = (portal: Portal, name: string): string =>
  rowsOf<{ id: string }>(portal, 'select id from people_unit where name = ?', name)[0]!.id

/** Somebody who works at a site, leads nobody and has not answered yet. */
function staffOf(portal: Portal, site: string): string {
  const [person] = rowsOf<{ staff: string }>(
    portal,
    `select e.staff_number as staff from people_employee as e
     join pulse_eligible as p on p.employee_id = e.id and p.wave_id = ?
     where e.unit_id = ?
       and not exists (select 1 from people_role as r where r.employee_id = e.id)
       and not exists (select 1 from pulse_issued as i
                       where i.employee_id = e.id and i.wave_id = p.wave_id)
     order by e.staff_number limit 1`,
    newestWave(portal, 'open'),
    unitOf(portal, site),
  )
  return person!.staff
}

/** Where a comment stands follows from how many wrote one: with the site, its region or the company. */
function standsWith(
  portal: Portal,
  wave: string,
  text: string,
  who: Record<'hr' | 'region' | 'site', () => Promise<Page>>,
): Promise<Page> {
  const found = rowsOf<{ kind: string }>(
    portal,
    `select u.kind as kind from pulse_comment as c join people_unit as u on u.id = c.unit_id
     where c.wave_id = ? and c.text = ?`,
    wave,
    text,
  )
  expect(found).toHaveLength(1)
  const kind = found[0]!.kind
  return kind === 'company' ? who.hr() : kind === 'region' ? who.region() : who.site()
}

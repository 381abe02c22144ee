import { writeFileSync } from 'node:fs'
import {
  DESK,
  expect,
  expectNoSidewaysScroll,
  expectSound,
  PHONE,
  rowsOf,
  signIn,
  test,
  wordsIn,
} from './support.ts'

const ru = wordsIn('ru')
/** One word, wider than a phone. */
const LONG = `Мария ${'Красно'.repeat(12)}ва`

test('HR brings a people file, reads what it changes and finds who joined; who left is locked out in the middle of a page', async ({
  enter,
  open,
  portal,
}, info) => {
  const [company] = rowsOf<{ name: string }>(
    portal,
    'select name from people_unit where parent_id is null',
  )
  const [leaver] = rowsOf<{ number: string; name: string }>(
    portal,
    `select e.staff_number as number, e.name from people_employee as e
     where not exists (select 1 from people_role as r where r.employee_id = e.id)
     order by e.staff_number desc limit 1`,
  )
  const file = info.outputPath('люди.csv')
  const rows = [
    'Табельный номер;ФИО;Подразделение;Статус',
    `j1;Артём Щёголев;${company!.name}/Новый край/Новый сад;`,
    `${leaver!.number};${leaver!.name};;уволен`,
    `j2;;${company!.name}/Новый край/Новый сад;`,
    `j3;${LONG};${company!.name}/Новый край/Новый сад;`,
  ]
  writeFileSync(file, rows.join('\n'))

  const hr = await enter('hr', DESK)
  const colleague = await signIn(leaver!.number, hr, await open(PHONE))
  await colleague.goto('/feedback/new')
  await expect(colleague.locator('h1')).toBeVisible()

  await hr.goto('/hr/people')
  await hr.locator('header summary').first().click()
  await hr.getByRole('button', { name: 'Русский' }).click()
  await hr.getByRole('link', { name: ru('people_import_title') }).click()
  await hr.locator('#file').setInputFiles(file)
  await hr.getByRole('button', { name: ru('people_import_upload') }).click()
  await expect(hr.getByRole('heading', { level: 1 })).toHaveText(ru('people_import_check_title'))
  await expect(hr.getByText('Новый край / Новый сад').first()).toBeVisible()
  await expect(hr.getByText(ru('people_import_row_missing', { value: '' }))).toBeVisible()
  await expectSound(hr)

  await hr.getByRole('button', { name: ru('people_import_go') }).click()
  await expect(hr.getByRole('link', { name: ru('people_import_found') })).toBeVisible()
  await expectSound(hr)
  const errors = hr.waitForEvent('download')
  await hr.getByRole('link', { name: ru('people_import_errors_file') }).click()
  expect((await errors).suggestedFilename()).toMatch(/\.csv$/)

  await hr.getByRole('link', { name: ru('people_import_found') }).click()
  await hr.getByRole('searchbox').fill('Щоголев')
  await hr.getByRole('button', { name: ru('hr_people_find') }).click()
  await expect(hr.getByText(ru('people_similar'))).toBeVisible()
  await expect(hr.getByRole('rowheader')).toHaveText(['Артём Щёголев'])
  await expectSound(hr)
  await hr.setViewportSize(PHONE.viewport!)
  await hr.getByRole('searchbox').fill('j3')
  await hr.getByRole('button', { name: ru('hr_people_find') }).click()
  await expect(hr.getByRole('rowheader')).toHaveText([LONG])
  await expectNoSidewaysScroll(hr)
  await hr.goBack()
  await hr.goBack()
  await expect(hr.getByRole('searchbox')).toHaveValue('')
  for (const address of ['/hr/units', '/hr/audit']) {
    await hr.goto(address)
    const asked = hr.getByRole('searchbox')
    await asked.fill('j3')
    await asked.press('Enter')
    await expect(hr).toHaveURL(/j3/)
    await hr.goBack()
    await expect(asked, address).toHaveValue('')
  }

  // The page was open when its person left: the next thing they do leads to the door.
  await colleague.reload()
  await expect(colleague).toHaveURL(/\/sign-in/)
})

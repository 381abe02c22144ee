import { expect, expectSound, PHONE, rowsOf, test, wordsIn } from './support.ts'

const he = wordsIn('he')

test('HR adds a team on a phone in Hebrew, sees what merging it would change, and merges it', async ({
  enter,
  portal,
}) => {
  const [site] = rowsOf<{ id: string; name: string }>(
    portal,
    "select id, name from people_unit where kind = 'site' order by code desc limit 1",
  )
  const hr = await enter('hr', PHONE)
  await hr.goto('/hr/units')
  await hr.locator('header summary').first().click()
  await hr.getByRole('button', { name: 'עברית' }).click()
  await hr.getByRole('searchbox').fill(site!.name.slice(1))
  await hr.getByRole('button', { name: he('hr_people_find') }).click()
  await hr.getByRole('main').getByRole('link', { name: site!.name }).click()

  for (const name of ['Nachtschicht', 'Frühschicht']) {
    await hr.goto(`/hr/units/${site!.id}/add`)
    await hr.getByRole('button', { name: he('people_new_add') }).click()
    await expect(hr.getByRole('alert')).toBeFocused()
    await hr.locator('#name').fill(name)
    await hr.getByRole('button', { name: he('people_new_add') }).click()
    await expect(hr.getByRole('status')).toHaveText(he('people_units_said_added'))
  }
  await hr.getByRole('link', { name: he('people_units_merge') }).click()
  await hr.locator('#into').fill('Nachtschicht')
  await hr.getByRole('button', { name: he('people_units_merge_look') }).click()
  await expect(hr.getByText(he('people_units_wave'))).toBeVisible()
  await expectSound(hr)
  await hr.locator('#name').fill('Frühschicht')
  await hr.getByRole('button', { name: he('people_units_merge_do') }).click()
  await expect(hr.getByRole('status')).toHaveText(he('people_units_said_merged'))
  await expect(hr.getByRole('heading', { level: 1 })).toHaveText('Nachtschicht')
  await expectSound(hr)
})

import { expect, test } from './support.ts'

test('somebody takes their data along and asks to be erased; HR does it, and they are signed out', async ({
  enter,
}) => {
  const person = await enter('employee')
  await person.goto('/account/data')
  await person.evaluate(() =>
    fetch('/language', { method: 'POST', body: new URLSearchParams({ locale: 'en' }) }),
  )
  await person.reload()
  await expect(person.getByRole('heading', { level: 1 })).toHaveText('My data')
  const saved = person.waitForEvent('download')
  await person.getByRole('link', { name: 'Download my data' }).click()
  expect((await saved).suggestedFilename()).toBe('my-data.zip')

  await person.getByRole('link', { name: 'Have my data erased' }).click()
  await person.getByRole('button', { name: 'Ask HR to erase my data' }).click()
  await expect(person.getByRole('alert')).toBeFocused()
  await person.getByRole('textbox').fill('Erase')
  await person.getByRole('button', { name: 'Ask HR to erase my data' }).click()
  await expect(person.getByRole('status')).toContainText('within 30 days')

  const hr = await enter('hr')
  await hr.goto('/hr/requests')
  await hr.getByRole('link', { name: /1001/ }).click()
  await hr.getByRole('link', { name: 'Erase everything about a person' }).click()
  await hr.getByLabel('Type the staff number to confirm').fill('1001')
  await hr.getByRole('button', { name: 'Erase', exact: true }).click()
  await expect(hr.getByRole('status')).toContainText('The person is erased')
  await expect(hr.getByRole('link', { name: /1001/ })).toHaveCount(0)

  await person.goto('/account/data')
  await expect(person).toHaveURL(/\/sign-in/)
})

import { expect } from 'vitest'
import { companyShown, heedCompany } from '../../app/people/company-shown.server.ts'
import { company, keepCompany } from '../../app/people/company.server.ts'
import { keepLogo, logoIn, removeLogo } from '../../app/people/logo/logo.server.ts'
import { drawing } from '../support/drawing.ts'
import { onBothDatabases } from '../support/database.ts'

onBothDatabases(
  'what HR decides in one process holds in another, and stays there while the database is away',
  async ({ db }) => {
    // As a process knew it when it started.
    const known = await companyShown(db)
    expect(known).toMatchObject({ name: 'Zveno', accent: null, logo: null })
    const file = logoIn(drawing(300, 80))
    if (typeof file === 'string') throw new Error(file)
    await keepCompany(db, {
      ...(await company(db)),
      ...{ name: 'The garden', timeZone: 'Asia/Jerusalem', locales: ['he'], accent: '#1a4fa0' },
    })
    await keepLogo(db, file)
    const told = known
    await heedCompany(db, known)
    // The same object, which every request and job was given.
    expect(told).toMatchObject({
      ...{ name: 'The garden', timeZone: 'Asia/Jerusalem', locales: ['he'], accent: '#1a4fa0' },
      logo: { hash: file.hash },
    })
    await removeLogo(db)
    await heedCompany(db, known)
    expect(told.logo).toBeNull()

    await db.destroy()
    await heedCompany(db, known)
    expect(told).toMatchObject({ name: 'The garden', locales: ['he'] })
  },
)

import type { AppLoadContext } from '@remix-run/node'
import type { RequestHandler } from 'express'
import { visitor } from '../auth/require.server.ts'
import { m } from '../i18n/messages.ts'
import { limitedBody } from './body-limit.ts'
import type { Portal } from './portal.ts'

/** Bytes of a form with a picture, or of an archive: a photo as it comes from a phone is told that it is too large, not cut off. */
const FORM_MOST = 12 * 1024 * 1024

/** Forms of HR that may carry a picture or an archive, which is held in memory; larger files have streams of their own. */
export const LARGE_FORMS = [
  '/hr/training/import',
  '/hr/training/:id/edit/:section',
  '/hr/company/logo',
]

/** The same addresses, as they come. */
export const WITH_FILE = /^\/hr\/(training\/(import|[\w-]+\/edit\/[\w-]+)|company\/logo)$/

/**
 * Takes a larger body from who works in HR, in memory; from anybody else the limit of every form holds, which comes after. What is
 * larger still is told in the person's language.
 */
export function largeForm(portal: Portal): RequestHandler {
  return (request, response, next) => {
    const url = new URL('/hr', portal.settings.publicOrigin)
    const headers = { Cookie: request.get('cookie') ?? '' }
    // A context of its own: visitors are remembered by it for the length of a request.
    visitor(new Request(url, { headers }), { ...portal } as AppLoadContext).then(({ employee }) => {
      if (!employee?.roles.includes('hr')) return next()
      const mb = Math.floor(FORM_MOST / 1024 / 1024)
      const words = m.common_form_large({ mb }, { locale: employee.locale })
      limitedBody(FORM_MOST, words)(request, response, next)
    }, next)
  }
}

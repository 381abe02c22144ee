import { notFound } from '../../http/respond.ts'

export function loader() {
  throw notFound()
}

export function action() {
  throw notFound()
}

export default function Nowhere() {
  return null
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'

import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

/** While it is on the page, the server is asked again every two seconds; without scripts the whole page comes anew. */
export function Refresh() {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(revalidate, 2000)
    return () => clearInterval(timer)
  }, [revalidate])
  return (
    <noscript>
      <meta httpEquiv="refresh" content="2" />
    </noscript>
  )
}

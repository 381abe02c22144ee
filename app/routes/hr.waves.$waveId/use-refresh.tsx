import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

/** Asks the server again every two seconds while something is under way there. */
export function useRefresh(active: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!active) return
    const timer = setInterval(revalidate, 2000)
    return () => clearInterval(timer)
  }, [active, revalidate])
}

/**
 * The page with each Suspense boundary marked in Preact's way (`$s`) instead of React's (`$`), which drew it. Of one that is
 * still fetching its script Preact would keep but the first element: the next ones were taken for what stands behind it, so
 * that a button said one thing and sent another, and what was entered into them was gone.
 */
export function boundaryMarks(html: string): string {
  return html.replaceAll('<!--$-->', '<!--$s-->').replaceAll('<!--/$-->', '<!--/$s-->')
}

import { LinkRow } from '../../ui/link-row.tsx'

export function WaveLink({ to, title, line }: { to: string; title: string; line: string }) {
  return (
    <li>
      <LinkRow to={to}>
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-muted">{line}</span>
      </LinkRow>
    </li>
  )
}

const DAY = 24 * 60 * 60_000

/** A moment so many days before `now`'s day (after it, where negative), at that minute of the day, UTC. */
export function moment(now: Date, daysAgo: number, minute = 600): Date {
  const midnight = Math.floor(now.getTime() / DAY) * DAY
  return new Date(midnight - daysAgo * DAY + minute * 60_000)
}

/** The day of it, 'YYYY-MM-DD'. */
export function dayOf(now: Date, daysAgo: number): string {
  return moment(now, daysAgo).toISOString().slice(0, 10)
}

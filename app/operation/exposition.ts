/** Figures in the text form of Prometheus, version 0.0.4. */

export type Labels = Record<string, string>

interface Figure {
  name: string
  help: string
  type: 'gauge' | 'counter' | 'histogram'
  values: { suffix?: string; labels?: Labels; value: number }[]
}

export function exposition(figures: Figure[]): string {
  const lines = figures
    .filter(({ values }) => values.length > 0)
    .flatMap(({ name, help, type, values }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...values.map(
        ({ suffix = '', labels = {}, value }) => `${name}${suffix}${written(labels)} ${value}`,
      ),
    ])
  return `${lines.join('\n')}\n`
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  )
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

/** Upper bounds of the classes, in seconds; beyond the last one there is none. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** How long things took, in classes, apart by their labels. */
export class Histogram {
  private readonly kept = new Map<
    string,
    { labels: Labels; classes: number[]; sum: number; n: number }
  >()

  observe(labels: Labels, seconds: number): void {
    const key = JSON.stringify(labels)
    let one = this.kept.get(key)
    if (!one) {
      one = { labels, classes: BOUNDS.map(() => 0), sum: 0, n: 0 }
      this.kept.set(key, one)
    }
    BOUNDS.forEach((bound, i) => seconds <= bound && one.classes[i]!++)
    one.sum += seconds
    one.n++
  }

  values(): Figure['values'] {
    return [...this.kept.values()].flatMap(({ labels, classes, sum, n }) => [
      ...classes.map((value, i) => ({
        ...{ suffix: '_bucket', value },
        labels: { ...labels, le: String(BOUNDS[i]) },
      })),
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: n },
      { suffix: '_sum', labels, value: sum },
      { suffix: '_count', labels, value: n },
    ])
  }
}

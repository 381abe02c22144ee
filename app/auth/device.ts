const BROWSERS = [
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['samsung', /\bSamsungBrowser\//],
  ['opera', /\bOPR\//],
  ['yandex', /\bYaBrowser\//],
  ['firefox', /\b(Firefox|FxiOS)\//],
  ['chrome', /\b(Chrome|CriOS)\//],
  ['safari', /\bSafari\//],
] as const
const SYSTEMS = [
  ['iphone', /\biPhone\b/],
  ['ipad', /\biPad\b/],
  ['android', /\bAndroid\b/],
  ['chromeos', /\bCrOS\b/],
  ['windows', /\bWindows\b/],
  ['mac', /\bMacintosh\b/],
  ['linux', /\bLinux\b/],
] as const

/** `browser/system` of a User-Agent header, each a word of a short list or ''; versions and models are left out. */
export function deviceOf(userAgent: string | null): string {
  const agent = userAgent ?? ''
  const named = (list: readonly (readonly [string, RegExp])[]) =>
    list.find(([, sign]) => sign.test(agent))?.[0] ?? ''
  return `${named(BROWSERS)}/${named(SYSTEMS)}`
}

const NAMES: Record<string, string> = {
  ...{ edge: 'Edge', samsung: 'Samsung Internet', opera: 'Opera', yandex: 'Yandex Browser' },
  ...{ firefox: 'Firefox', chrome: 'Chrome', safari: 'Safari', iphone: 'iPhone', ipad: 'iPad' },
  ...{ android: 'Android', chromeos: 'ChromeOS', windows: 'Windows', mac: 'macOS', linux: 'Linux' },
}

/** Such as `Chrome · Android`; '' where nothing is known. These are marks, the same in every language. */
export function deviceName(device: string): string {
  return device
    .split('/')
    .flatMap((word) => NAMES[word] ?? [])
    .join(' · ')
}

import { m } from '../../i18n/messages.ts'
import { TOUCHPOINT_GROUPS } from '../../touchpoints/touchpoint.ts'
import { touchpoints } from '../../touchpoints/touchpoint.server.ts'
import type { KindName, TieOf } from '../interactives/kinds.ts'
import type { Language } from '../module.ts'

/**
 * What a preview shows where a module takes something of the company: invented, the same for everybody, in the words of a
 * reader, so that an author sees the whole screen and learns nothing of anybody's own figures.
 */
const SAMPLES: { [K in KindName]?: (language: Language) => TieOf<K> } = {
  calculator: (locale) => ({
    rule: {
      text: m.training_sample_rule({}, { locale }),
      language: locale,
      numbers: { share: 0.1, hurdle: 0 },
    },
    promise: null,
  }),
  tokens: (locale) => ({
    place: m.training_sample_place({}, { locale }),
    n: 120,
    value: 34,
    low: 21,
    high: 47,
    says: [m.training_sample_score({}, { locale })],
  }),
  ours: (locale) => {
    const figure = (says: string, because: string) => ({ says: [says], because })
    const sample = figure(
      m.training_sample_figure({}, { locale }),
      m.training_sample_because({}, { locale }),
    )
    return {
      'site-score': {
        ...figure(
          m.training_sample_score({}, { locale }),
          m.training_sample_because({}, { locale }),
        ),
        bar: { low: 21, value: 34, high: 47 },
        trust: 'care',
      },
      link: { ...sample, bar: null, trust: 'care' },
      money: { ...sample, bar: null, trust: 'not-yet' },
    }
  },
  walk: (locale) => {
    const names = {
      business: m.feedback_group_business({}, { locale }),
      product: m.feedback_group_product({}, { locale }),
      service: m.feedback_group_service({}, { locale }),
      employee: m.feedback_group_employee({}, { locale }),
    }
    const all = TOUCHPOINT_GROUPS.flatMap((group) =>
      touchpoints().filter((touchpoint) => touchpoint.group === group),
    )
    return {
      site: m.training_sample_place({}, { locale }),
      touchpoints: all.map(({ code, group, name }) => ({
        code,
        group,
        groupName: names[group],
        name: name[locale],
      })),
    }
  },
  promise: (locale) => ({ leads: [m.training_sample_place({}, { locale })], card: null }),
}

/** Null for a kind that shows nothing of the company. */
export function sampleFor(kind: KindName, language: Language): unknown {
  return SAMPLES[kind]?.(language) ?? null
}

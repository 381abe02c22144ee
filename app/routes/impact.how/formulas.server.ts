import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'

export interface Formula {
  id: string
  name: string
  text: string
  /** In signs, the same in every language. */
  formula?: string
  not?: string
  source?: string
}

type Message = typeof m.impact_how_score
type Written = Omit<Formula, 'name' | 'text' | 'not'> & {
  name: Message
  text: Message
  not?: Message
}

/** How every figure of the page is made, in the reader's language. */
export function formulas(locale: Locale): Formula[] {
  return FORMULAS.map(({ name, text, not, ...same }) => ({
    ...same,
    name: name({}, { locale }),
    text: text({}, { locale }),
    ...(not ? { not: not({}, { locale }) } : {}),
  }))
}

/** In the order of the page; the ids are its anchors. */
const FORMULAS: Written[] = [
  {
    id: 'score',
    name: m.impact_how_score,
    text: m.impact_how_score_text,
    formula: 'NPS = 100 · (P − D) ÷ n',
    not: m.impact_how_score_not,
    source: 'Reichheld, Harvard Business Review (2003)',
  },
  {
    id: 'range',
    name: m.impact_how_range,
    text: m.impact_how_range_text,
    formula:
      's′ ± 1.96 · √((p′ + d′ − s′²) ÷ n′)\nn′ = n + 3,  p′ = (P + ¾) ÷ n′,  d′ = (D + ¾) ÷ n′,  s′ = p′ − d′',
    source: 'Rocks, The American Statistician (2016)',
  },
  { id: 'asked', name: m.impact_how_asked, text: m.impact_how_asked_text },
  {
    id: 'notes',
    name: m.impact_how_notes,
    text: m.impact_how_notes_text,
    formula: '100 · (wow − poor) ÷ n',
    not: m.impact_how_notes_not,
  },
  {
    id: 'map',
    name: m.impact_how_map,
    text: m.impact_how_map_text,
    formula: 'z = (s′₁ − s′₂) ÷ √(SE₁² + SE₂²),  q = .10',
    source: 'Rocks (2016); Benjamini & Hochberg, JRSS B (1995)',
  },
  {
    id: 'change',
    name: m.impact_how_change,
    text: m.impact_change_how,
    formula: 'z = (s′₁ − s′₂) ÷ √(SE₁² + SE₂²),  q = .10',
    not: m.impact_how_change_not,
    source: 'Rocks (2016); Benjamini & Hochberg, JRSS B (1995)',
  },
  {
    id: 'fix',
    name: m.impact_how_fix,
    text: m.impact_how_fix_text,
    formula: '(A − B) − (A′ − B′)\nSE = √(SE₁² + SE₂² + SE₃² + SE₄²),  q = .10',
    not: m.impact_how_fix_not,
    source: 'Rocks (2016); Benjamini & Hochberg, JRSS B (1995)',
  },
  {
    id: 'signs',
    name: m.impact_how_signs,
    text: m.impact_how_signs_text,
    source: 'Wilson, JASA (1927)',
  },
  {
    id: 'link',
    name: m.impact_how_link,
    text: m.impact_how_link_text,
    formula: 'atanh ρ ± 1.96 · √((1 + ρ² ÷ 2) ÷ (n − 3))',
    not: m.impact_how_link_not,
    source: 'Spearman (1904); Kendall (1945); Bonett & Wright, Psychometrika (2000)',
  },
  {
    id: 'within',
    name: m.impact_how_within,
    text: m.impact_how_within_text,
    source: 'Mundlak, Econometrica (1978); Simpson (1951)',
  },
  {
    id: 'missing',
    name: m.impact_how_missing,
    text: m.impact_how_missing_text,
    formula: 'n ≥ 4 · σ² ÷ τ²\n3 + (1 + ρ² ÷ 2) · ((1.96 + 0.84) ÷ atanh ρ)²',
    source: 'Paule & Mandel (1982); Bonett & Wright (2000)',
  },
  {
    id: 'lag',
    name: m.impact_how_lag,
    text: m.impact_how_lag_text,
    source: 'Benjamini & Hochberg, JRSS B (1995)',
  },
  {
    id: 'lesson',
    name: m.impact_how_lesson,
    text: m.impact_how_lesson_text,
    formula: '(A − B) − mean (A′ − B′),  A: 3 months after,  B: 3 months before',
    not: m.impact_how_lesson_not,
    source: 'Callaway & Sant’Anna, J. Econometrics (2021); Rosenbaum, Observational Studies (2002)',
  },
  {
    id: 'pulse',
    name: m.impact_how_pulse,
    text: m.impact_how_pulse_text,
    formula: 'atanh ρ ± 1.96 · √((1 + ρ² ÷ 2) ÷ (n − 3)),  n ≥ 30',
    not: m.impact_how_pulse_not,
    source: 'Spearman (1904); Bonett & Wright, Psychometrika (2000)',
  },
  {
    id: 'pooled',
    name: m.impact_how_pooled,
    text: m.impact_how_pooled_text,
    formula: 'w · own + (1 − w) · mean,  w = τ² ÷ (τ² + σ² ÷ n)',
    source: 'Paule & Mandel (1982)',
  },
  {
    id: 'money',
    name: m.impact_how_money,
    text: m.impact_how_money_text,
    formula:
      'V = margin · (spend + brought · spend₀) ÷ churn\nmoved · (V₁ − V₀) · a,  a = 0.1, 0.25, 0.5',
    source: 'Reichheld, The Ultimate Question 2.0 (2011); GUM (1995)',
  },
  { id: 'where', name: m.impact_how_where, text: m.impact_how_where_text },
]

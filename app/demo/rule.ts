import type { ValueRule } from '../impact/value-rule.ts'

/** How the demo company shares what loyal customers bring. */
export const RULE: ValueRule = {
  en: 'When the margin earned with returning and recommended customers has grown by more than 60,000 in a year, a fifth of what lies above goes to all of us, by hours worked. It is paid with the wage of March. No score of a person or a team decides on it.',
  ru: 'Если за год маржа от вернувшихся и пришедших по совету покупателей выросла больше чем на 60 000, пятая часть того, что сверх этого, делится между всеми нами по отработанным часам и выплачивается с мартовской зарплатой. Оценки отдельного человека или команды на это не влияют.',
  he: 'כשהרווח מלקוחות שחוזרים ומלקוחות שהגיעו בהמלצה גדל בשנה ביותר מ־60,000, חמישית ממה שמעבר לכך מתחלקת בין כולנו לפי שעות העבודה, ומשולמת עם שכר מרץ. שום ציון של אדם או של צוות אינו קובע בזה.',
  sharePercent: 20,
  hurdle: 60_000,
}

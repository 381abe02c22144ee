import type { MoneyForm } from '../impact/money.ts'
import type { ValueRule } from '../impact/value-rule.ts'
import type { Lines } from '../training/promise-card.ts'

/** How the demo company shares what loyal customers bring. */
export const RULE: ValueRule = {
  en: 'When the margin earned with returning and recommended customers has grown by more than 60,000 in a year, a fifth of what lies above goes to all of us, by hours worked. It is paid with the March wages. No score of a person or a team plays a part in it.',
  ru: 'Если за год маржа от вернувшихся и пришедших по совету покупателей выросла больше чем на 60 000, пятая часть того, что сверх этого, делится между всеми нами по отработанным часам и выплачивается с мартовской зарплатой. Оценки отдельного человека или команды на это не влияют.',
  he: 'כשהרווח מלקוחות שחוזרים ומלקוחות שהגיעו בהמלצה גדל בשנה ביותר מ־60,000, חמישית ממה שמעבר לכך מתחלקת בין כולנו לפי שעות העבודה, ומשולמת עם שכר מרץ. שום ציון של אדם או של צוות אינו קובע בזה.',
  sharePercent: 20,
  hurdle: 60_000,
}

/** What the leader of the printed link promises their team, in their own language; HR has approved it. */
export const PROMISE: Lines = {
  share:
    'Когда год удался, каждый из нас получает часть по отработанным часам — вместе с мартовской зарплатой.',
  influence:
    'Идея, сказанная на утренней планёрке в понедельник, до пятницы получает ответ: делаем, не делаем и почему.',
  growth:
    'После года в зале можно вести мастерскую или учить новичков, и это оплачивается отдельно.',
}

/** What HR entered of the chain in money; what customers spend is measured, from the imported answers. */
export const MONEY: MoneyForm = {
  margin: 32,
  marginTag: 'entered',
  churnPromoter: 10,
  churnPassive: 18,
  churnDetractor: 32,
  broughtPromoter: 0.3,
  broughtPassive: 0.1,
  broughtDetractor: 0,
  moved: 60,
  revenue: 9_400_000,
  revenueTag: 'entered',
  retained: 94,
  retainedTag: 'entered',
  earnedNew: 10,
  hours: 310_000,
  hoursTag: 'entered',
}

import type { Db } from '../../db/connect.ts'
import { shownComments, tagComments } from '../pulse/results/comment.server.ts'
import { addTopic, topics } from '../pulse/results/topic.server.ts'

/** What HR found the comments speak of, and words that such a comment has in each language. */
const TOPICS: Record<string, RegExp> = {
  'Shifts and hours':
    /rota|shift|weekends|close on time|График|смен|Выходные|Закрыв|סידור|משמרות|שווים|לסגור/i,
  'Tools and rooms':
    /glove|hose|tools|radio|dry place|shade|перчат|Шланг|инструмент|Сухое|Тень|Вентил|כפפות|צינורות|כלים|קשר|יבש|צל/i,
  'Being heard': /became|say in|praise|thanks|стало|решать|похвала|спасибо|קרה|השפעה|טובות|תודה/i,
  Learning: /training|learn|Учёба|учиться|הדרכה|ללמוד/i,
}

/** Topics of HR on the shown comments of every closed wave. */
export async function fillTopics(db: Db, waves: readonly string[]): Promise<void> {
  for (const name of Object.keys(TOPICS)) await addTopic(db, name)
  const ids = new Map((await topics(db)).map(({ id, name }) => [name, id]))
  for (const wave of waves) {
    const comments = await shownComments(db, wave)
    const tagged = comments.map(({ id, text }): [string, string[]] => [
      id,
      Object.entries(TOPICS).flatMap(([name, like]) => (like.test(text) ? ids.get(name)! : [])),
    ])
    await tagComments(db, wave, new Map(tagged))
  }
}

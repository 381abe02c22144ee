/**
 * 256 plain things that have a name in every language: one word says one byte. A row is one number in
 * English, Russian and Hebrew, so colleagues can compare a code across languages. Rows are never moved.
 */
const ROWS = `
apple яблоко תפוח
pear груша אגס
plum слива שזיף
cherry вишня דובדבן
lemon лимон לימון
mango манго מנגו
melon дыня מלון
grape виноград ענב
peach персик אפרסק
banana банан בננה
fig инжир תאנה
date финик תמר
olive оливка זית
nut орех אגוז
almond миндаль שקד
carrot морковь גזר
onion лук בצל
garlic чеснок שום
potato картофель בולבוס
tomato помидор עגבנייה
cucumber огурец מלפפון
pepper перец פלפל
cabbage капуста כרוב
lettuce салат חסה
pumpkin тыква דלעת
bean фасоль שעועית
pea горох אפונה
corn кукуруза תירס
rice рис אורז
wheat пшеница חיטה
bread хлеб לחם
cheese сыр גבינה
butter масло חמאה
milk молоко חלב
honey мед דבש
sugar сахар סוכר
salt соль מלח
tea чай תה
coffee кофе קפה
soup суп מרק
cake торт עוגה
egg яйцо ביצה
water вода מים
ice лед קרח
snow снег שלג
rain дождь גשם
cloud облако ענן
wind ветер רוח
storm буря סערה
rainbow радуга קשת
sun солнце שמש
moon луна ירח
star звезда כוכב
sky небо שמיים
earth земля אדמה
sand песок חול
stone камень אבן
rock скала סלע
mountain гора הר
hill холм גבעה
valley долина עמק
river река נהר
lake озеро אגם
sea море ים
island остров אי
beach пляж חוף
wave волна גל
forest лес יער
field поле שדה
garden сад גינה
desert пустыня מדבר
cave пещера מערה
bridge мост גשר
road дорога כביש
path тропа שביל
gate ворота שער
wall стена קיר
roof крыша גג
door дверь דלת
window окно חלון
floor пол רצפה
stairs лестница מדרגות
house дом בית
tower башня מגדל
castle замок טירה
village деревня כפר
city город עיר
market рынок שוק
library читальня ספרייה
museum музей מוזיאון
theatre театр תיאטרון
station станция תחנה
harbour гавань נמל
ship корабль אונייה
boat лодка סירה
train поезд רכבת
car машина מכונית
bicycle велосипед אופניים
plane самолет מטוס
balloon шар בלון
wheel колесо גלגל
engine мотор מנוע
anchor якорь עוגן
sail парус מפרש
map карта מפה
compass компас מצפן
flag флаг דגל
tent палатка אוהל
rope веревка חבל
lamp лампа מנורה
candle свеча נר
fire огонь אש
mirror зеркало מראה
clock часы שעון
bell колокол פעמון
key ключ מפתח
box коробка קופסה
basket корзина סל
bag сумка תיק
bottle бутылка בקבוק
glass стакан כוס
cup чашка ספל
plate тарелка צלחת
bowl миска קערה
spoon ложка כף
fork вилка מזלג
knife нож סכין
pot горшок סיר
kettle чайник קומקום
oven печь תנור
table стол שולחן
chair стул כיסא
bench скамья ספסל
bed кровать מיטה
pillow подушка כרית
blanket одеяло שמיכה
carpet ковер שטיח
curtain штора וילון
brush щетка מברשת
soap мыло סבון
towel полотенце מגבת
comb гребень מסרק
needle игла מחט
thread нить חוט
button пуговица כפתור
shirt рубашка חולצה
coat пальто מעיל
hat шляпа כובע
scarf шарф צעיף
glove перчатка כפפה
shoe ботинок נעל
boot сапог מגף
sock носок גרב
belt пояс חגורה
ring кольцо טבעת
crown корона כתר
umbrella зонт מטרייה
paper бумага נייר
pencil карандаш עיפרון
pen ручка עט
letter письмо מכתב
stamp марка בול
picture картина תמונה
camera камера מצלמה
radio радио רדיו
phone телефон טלפון
piano пианино פסנתר
guitar гитара גיטרה
violin скрипка כינור
drum барабан תוף
flute флейта חליל
trumpet труба חצוצרה
song песня שיר
dance танец ריקוד
game игра משחק
ball мяч כדור
swing качели נדנדה
doll кукла בובה
puzzle головоломка פאזל
hammer молоток פטיש
nail гвоздь מסמר
saw пила מסור
raft плот רפסודה
rake грабли מגרפה
ladder стремянка סולם
bucket ведро דלי
brick кирпич לבנה
wood дерево עץ
iron железо ברזל
silver серебро כסף
gold золото זהב
copper медь נחושת
pearl жемчуг פנינה
diamond алмаз יהלום
coin монета מטבע
leaf лист עלה
root корень שורש
branch ветка ענף
seed семя זרע
flower цветок פרח
rose роза ורד
tulip тюльпан צבעוני
daisy ромашка חרצית
lily лилия שושן
sunflower подсолнух חמנית
grass трава דשא
moss мох טחב
fern папоротник שרך
oak дуб אלון
pine сосна אורן
cedar кедр ארז
palm пальма דקל
cactus кактус קקטוס
mushroom гриб פטרייה
cat кошка חתול
dog собака כלב
horse лошадь סוס
cow корова פרה
sheep овца כבשה
goat коза עז
camel верблюд גמל
donkey осел חמור
rabbit кролик ארנב
mouse мышь עכבר
squirrel белка סנאי
hedgehog еж קיפוד
fox лиса שועל
wolf волк זאב
bear медведь דוב
lion лев אריה
tiger тигр נמר
elephant слон פיל
giraffe жираф גירפה
monkey обезьяна קוף
zebra зебра זברה
deer олень אייל
whale кит לווייתן
dolphin дельфин דולפין
fish рыба דג
crab краб סרטן
turtle черепаха צב
frog лягушка צפרדע
snail улитка חילזון
bee пчела דבורה
ant муравей נמלה
butterfly бабочка פרפר
spider паук עכביש
bird птица ציפור
eagle орел נשר
owl сова ינשוף
duck утка ברווז
goose гусь אווז
swan лебедь ברבור
hen курица תרנגולת
parrot попугай תוכי
penguin пингвин פינגווין
`

export type WordLanguage = 'en' | 'ru' | 'he'

const LANGUAGES: readonly WordLanguage[] = ['en', 'ru', 'he']
const TABLE = ROWS.trim()
  .split('\n')
  .map((row) => row.split(' '))

/** The bytes as words, one word a byte. */
export function toWords(bytes: Uint8Array, language: WordLanguage): string[] {
  const column = LANGUAGES.indexOf(language)
  return Array.from(bytes, (byte) => TABLE[byte]![column]!)
}

/**
 * The bytes that the words say, in whichever of the three languages each was written; capitals, ё and spare
 * spaces or punctuation do not matter. Null where a word is not one of ours.
 */
export function fromWords(text: string): Uint8Array<ArrayBuffer> | null {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/\p{L}+/gu) ?? []
  const bytes = words.map((word) => TABLE.findIndex((row) => row.includes(word)))
  return bytes.includes(-1) ? null : Uint8Array.from(bytes)
}

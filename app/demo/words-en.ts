import type { Words } from './words.ts'

export const ENGLISH: Words = {
  touchpoint: {
    website: {
      good: [
        'The website said you were open on Sunday, and you were.',
        'Found my rose online, reserved it, picked it up.',
      ],
      bad: [
        'The site said open till seven, the gate was shut at six.',
        'Half the plants online have no price.',
      ],
      ten: 'Show what is in stock at my own centre.',
    },
    phone: {
      good: [
        'Somebody picked up on the second ring and knew the answer.',
        'They called me back within the hour, as promised.',
      ],
      bad: [
        'Rang four times over two days, nobody answered.',
        'I was passed on three times and then cut off.',
      ],
      ten: 'A call back when the line is busy.',
    },
    parking: {
      good: ['Plenty of room even with a trailer.', 'Easy to load heavy bags right by the car.'],
      bad: ['Drove round twice on Saturday and nearly left again.', 'The far end is all puddles.'],
      ten: 'Two wide spaces for trailers near the exit.',
    },
    entrance: {
      good: [
        'You see the entrance from the road, lovely flowers at the gate.',
        'The entrance makes you want to come in.',
      ],
      bad: [
        'Missed the turn twice, the sign is behind the hedge.',
        'The automatic door stuck and the pram would not fit.',
      ],
      ten: 'A sign before the turn, not after it.',
    },
    trolleys: {
      good: [
        'The flat trolleys are a joy, nothing tips over.',
        'Trolleys dry and clean in spite of the rain.',
      ],
      bad: ['Three trolleys, three wobbly wheels.', 'No small baskets left at noon.'],
      ten: 'A shelter for the trolleys, they stand in the rain.',
    },
    greeting: {
      good: [
        'Somebody said good morning and meant it.',
        'I was asked what I am planting this year. Nice start.',
      ],
      bad: [
        'Walked past four people, nobody looked up.',
        'I felt I was interrupting a conversation.',
      ],
      ten: 'A hello is enough, really.',
    },
    wayfinding: {
      good: [
        'Clear signs, I found the bulbs at once.',
        'The map at the gate saved me half an hour.',
      ],
      bad: [
        'Walked in circles looking for the soil.',
        'The signs point to where things stood last year.',
      ],
      ten: 'A map of the halls on my phone.',
    },
    display: {
      good: [
        'The shade garden on display gave me the whole idea for my yard.',
        'Plants shown together as they would grow. Beautiful.',
      ],
      bad: [
        'Beautiful plants squeezed so close that you cannot take one out.',
        'The front table was half empty on Friday evening.',
      ],
      ten: 'More examples of what goes with what.',
    },
    plants: {
      good: [
        'Every plant I bought two years ago still lives.',
        'Healthy roots, no pests, worth the money.',
      ],
      bad: [
        'Two of five lavenders were dry to the bone.',
        'Aphids on the roses, I saw them only at home.',
      ],
      ten: 'Water the pots outside on hot afternoons too.',
    },
    labels: {
      good: [
        'The label told me all: sun, water, size in five years.',
        'Price and care in one place, finally.',
      ],
      bad: [
        'No price on the pots, at the till it was twice what I thought.',
        'The care label says half shade, your colleague said full sun.',
      ],
      ten: 'Bigger letters, I had no glasses with me.',
    },
    choice: {
      good: [
        'Old tomato sorts that I find nowhere else.',
        'Whatever I needed for the balcony was there.',
      ],
      bad: ['Came for peat-free soil, sold out for the second time.', 'Fewer herbs every year.'],
      ten: 'Bring back the small pots of perennials.',
    },
    badge: {
      good: ['I could see at once whom to ask.', 'Green aprons, a name on each. Simple and good.'],
      bad: [
        'Could not tell who works here and who is shopping.',
        'Asked a man in an apron, he was a customer.',
      ],
      ten: 'Write on the badge what each one knows best.',
    },
    advice: {
      good: [
        'She asked about my soil first, and then advised the cheaper plant.',
        'Ten minutes of real help with a sick lemon tree.',
        'He admitted he did not know and fetched the one who did.',
      ],
      bad: [
        '"It says so on the label" is not advice.',
        'Waited a quarter of an hour among the hydrangeas for anybody at all.',
      ],
      ten: 'One more person outside on Saturdays.',
    },
    ordering: {
      good: [
        'The maple was ordered on Monday and here on Thursday.',
        'They wrote to me when my order came.',
      ],
      bad: ['Ordered in March, heard nothing till May.', 'My order was sold to somebody else.'],
      ten: 'A message when the order is late.',
    },
    cafe: {
      good: [
        'Best plum cake far and wide, among the camellias.',
        'Coffee while the children watch the fish. Perfect.',
      ],
      bad: ['Tables not wiped at eleven in the morning.', 'Twenty minutes for two coffees.'],
      ten: 'A high chair or two.',
    },
    checkout: {
      good: [
        'A third till opened before the queue even grew.',
        'Quick, friendly, and she wrapped the orchid.',
      ],
      bad: [
        'One till open, fourteen people in line.',
        'Half an hour in the queue with melting patience and two children.',
        'The card reader failed and everyone had to wait.',
      ],
      ten: 'Open the second till when more than five are waiting.',
    },
    packaging: {
      good: [
        'They wrapped each pot, nothing tipped over on the way home.',
        'Cardboard in place of plastic, thank you.',
      ],
      bad: [
        'The pots rolled about in the boot, soil everywhere.',
        'No box to be had for twelve seedlings.',
      ],
      ten: 'Leave out used boxes for us to take.',
    },
    goodbye: {
      good: [
        '"Tell us how it grows" – I will.',
        'She remembered what I bought last time and asked about it.',
      ],
      bad: [
        'Receipt, next please. Not a word.',
        'The cashier talked to a colleague all the while.',
      ],
      ten: 'A kind word at the end costs nothing.',
    },
    delivery: {
      good: [
        'Came on the day, carried right to the back garden.',
        'The driver called ahead and was careful with the gate.',
      ],
      bad: ['Took a free day for it, and nobody came.', 'The tree arrived with a broken top.'],
      ten: 'A window of two hours in place of a whole day.',
    },
    guarantee: {
      good: [
        'The hedge died, you replaced it without a word.',
        'Gave back a hose without receipt, no trouble at all.',
      ],
      bad: [
        'Had to argue about the guarantee in front of everyone.',
        'Was sent from the till to the office and back.',
      ],
      ten: 'Say at the till what the guarantee covers.',
    },
  },
  visit: {
    good: [
      'I come for one pot and leave happy with ten.',
      'A good hour among plants and kind people.',
      'I send all my neighbours here.',
      'Good plants, honest advice.',
      'Clean, calm, well kept.',
      'My favourite Saturday morning.',
    ],
    bad: [
      'Too full, too few people to ask.',
      'Expensive, and not better than elsewhere.',
      'It used to be better kept.',
      'Nobody had time for me.',
      'Came for three things, found one.',
      'I will try the other centre next time.',
    ],
    ten: [
      'More people to ask at the weekend.',
      'Longer hours in spring.',
      'Shade and a bench outside.',
      'Lower prices for regulars.',
    ],
  },
  staff: {
    website: {
      poor: [
        'A customer stood at the gate: online it says nine, we open at ten.',
        'Online price of the soil is last month’s.',
      ],
      wow: 'A couple came with a printed page from our site and bought all of it.',
      idea: 'Check the opening hours before every holiday.',
    },
    phone: {
      poor: [
        'The phone rang out three times while all of us were outside.',
        'Nobody at the tills knows who should pick up.',
      ],
      wow: 'A caller came by to thank us for the call back.',
      idea: 'One handheld phone goes round with the shift.',
    },
    parking: {
      poor: [
        'Pallets stand on four of the spaces.',
        'The lamp at the far end is out, people avoid it after five.',
      ],
      wow: 'A customer praised how quickly we helped load the slabs.',
      idea: 'Move the pallets behind the hall before nine.',
    },
    entrance: {
      poor: [
        'The door stops half way, prams get stuck.',
        'The boards at the gate still show the winter offer.',
      ],
      wow: 'Three people photographed the flower arch today.',
      idea: 'Let us change the arch every month.',
    },
    trolleys: {
      poor: [
        'Five trolleys with bad wheels, they go back into the row each time.',
        'Trolleys are wet, people turn round at the row.',
      ],
      wow: 'Somebody said ours are the only trolleys that run straight.',
      idea: 'A red ribbon on a broken one, and Friday is repair day.',
    },
    greeting: {
      poor: [
        'At noon nobody is near the entrance, people look lost.',
        'We talk among ourselves at the gate.',
      ],
      wow: 'A regular came in just to show us her roses.',
      idea: 'Whoever waters the front greets as well.',
    },
    wayfinding: {
      poor: [
        'The fifth one today who asked me where the soil is.',
        'The sign "Bulbs" points at the grills.',
      ],
      wow: 'The new floor marks work: nobody asked for the tills all day.',
      idea: 'Arrows on the floor for the ten things people ask for.',
    },
    display: {
      poor: [
        'Empty places on the first table since yesterday.',
        'The tall grasses hide everything behind them.',
      ],
      wow: 'The balcony we planted as a display sold out by noon.',
      idea: 'Put price and size right into the display.',
    },
    plants: {
      poor: [
        'The outer row gets no water, the hoses do not reach.',
        'Lice on the hibiscus, second week now.',
      ],
      wow: 'A customer compared us with two others: ours were the greenest.',
      idea: 'A longer hose for the outer row.',
    },
    labels: {
      poor: [
        'No price on the new delivery of perennials.',
        'Labels fade in the sun, nobody can read them.',
      ],
      wow: 'A lady took photos of the care labels for her daughter.',
      idea: 'Print the labels when the delivery comes, not the day after.',
    },
    choice: {
      poor: [
        'Peat-free soil is out again, eleven people asked.',
        'We send people away for basil in May.',
      ],
      wow: 'A man drove eighty kilometres for our old tomato sorts.',
      idea: 'Show on the shelf when it will be back.',
    },
    badge: {
      poor: [
        'Half of us without a badge, the new ones have none at all.',
        'Customers ask whoever wears green.',
      ],
      wow: 'A customer called me by my name and thanked me for last time.',
      idea: 'A spare badge in every locker.',
    },
    advice: {
      poor: [
        'Two of us for the whole outside, people wait and leave.',
        'I did not know the answer on hedges and had nobody to call.',
      ],
      wow: 'A customer came back with a photo: the lemon tree lives.',
      idea: 'A list of who knows what, by the phone.',
    },
    ordering: {
      poor: [
        'Orders lie in three notebooks, we searched for ten minutes.',
        'The customer was not told that his tree is late.',
      ],
      wow: 'The order came early and the customer brought us cake.',
      idea: 'One list for all orders, with a date.',
    },
    cafe: {
      poor: [
        'Tables full of dishes from eleven on.',
        'The coffee machine stood still for an hour.',
      ],
      wow: 'A group of regulars now meets here every Tuesday.',
      idea: 'One more tray rack by the door.',
    },
    checkout: {
      poor: ['Queue to the pond, one till open.', 'Two customers put everything down and left.'],
      wow: 'We opened the third till in time, people noticed.',
      idea: 'A bell: at six waiting the next till opens.',
    },
    packaging: {
      poor: [
        'No boxes left, people carry pots in their arms.',
        'The paper tears as soon as it is damp.',
      ],
      wow: 'A customer said she comes for how we wrap.',
      idea: 'Keep delivery cartons by the tills.',
    },
    goodbye: {
      poor: ['At the rush we do not even look up.', 'The printer talks more than we do.'],
      wow: 'He came back from the car park to say thank you.',
      idea: 'One question at the end: what will it be planted beside?',
    },
    delivery: {
      poor: [
        'Tour was full, nobody told the customers.',
        'A pot came back broken for the second time.',
      ],
      wow: 'The driver planted the tree for an old lady, she called us.',
      idea: 'A call the evening before.',
    },
    guarantee: {
      poor: [
        'We say different things about the guarantee.',
        'The customer had to wait for me to find the form.',
      ],
      wow: 'We replaced a hedge, and he bought a second one.',
      idea: 'One page with the rule, at each till.',
    },
  },
  reasons: {
    seen: [
      'Thank you. We talk about it on Monday morning.',
      'Seen, I am finding out what it takes.',
      'You are right. I asked the office.',
    ],
    thanks: [
      'Wonderful, I read it out at the morning round.',
      'Thank you for noticing. This is how it should be.',
    ],
    planned: ['On the plan for next month.', 'Ordered, it takes about three weeks.'],
    done: ['Done, and please say if it does not hold.', 'Changed as you proposed. Thank you.'],
    declined: [
      'The lease does not allow it, I asked.',
      'We tried it last spring and queues grew. Not now.',
    ],
  },
  pulse: [
    'Rotas two weeks ahead instead of three days.',
    'A dry place to sit at lunch.',
    'To hear what became of what we proposed.',
    'Fewer things moved around on Fridays.',
    'One more hand on Saturdays in spring.',
    'A radio that works behind the glass house.',
    'Training on plant diseases, not only on the till.',
    'Somebody to ask when the leader is away.',
    'Better gloves.',
    'That praise from customers reaches us too.',
    'To know why the prices changed before customers ask.',
    'Less paper for orders.',
    'A quiet hour for watering in the morning.',
    'Equal weekends for everyone.',
    'The hoses are too short, everything takes twice as long.',
    'To swap shifts without calling five people.',
    'A plan for those who want to learn more.',
    'Shade over the outer tables in summer.',
    'To close on time when we say we close.',
    'A word of thanks after the spring rush.',
    'Tools that come back to their place.',
    'More say in what we order.',
  ],
  lines: [
    'ask what they will plant it beside before I recommend anything.',
    'say goodbye by looking up.',
    'walk to the shelf with them instead of pointing.',
    'check the labels of the new delivery first thing.',
  ],
}

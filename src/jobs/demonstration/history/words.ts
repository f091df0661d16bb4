/** What the children of the demonstration’s last two years said, and the people and places they named. All invented. */
import type { Chance } from '../../../domain/capacity/chance.ts';
import type { FactKind } from '../../../domain/intelligence/acts.ts';

/** One of several, or the first where chance is at its end. */
export function one<T>(chance: Chance, of: readonly [T, ...T[]]): T {
  return of[Math.floor(chance.next() * of.length)] ?? of[0];
}

/** One told story: why they went, in their words, with the reasons as codes. */
type Said = { readonly reasons: readonly string[]; readonly words: Readonly<Record<string, string>> };

const SAID: readonly [Said, ...Said[]] = [
  { reasons: ['argument-with-parent-or-carer', 'wanting-space'], words: { before: 'Mum and me were shouting about my phone again.', push: 'Being told off in front of my brother.', where: 'Round the park, then my nan’s.', whom: 'On my own, then my nan.', feelings: 'Bit silly now.', help: 'If she let me cool down first.' } },
  { reasons: ['to-be-with-friends-or-partner'], words: { before: 'Everyone was going to the rec and I was not allowed.', pull: 'My mates. It was somebody’s birthday.', where: 'The rec, then back to a friend’s.', whom: 'Four of us from school.', travelled: 'Walked.', feelings: 'It was a good night to be honest.', help: 'A later time at weekends.' } },
  { reasons: ['social-networks', 'to-be-with-friends-or-partner'], words: { before: 'A boy I talk to online said he was in town.', pull: 'I wanted to see if he was real.', where: 'The station, then a café.', whom: 'Him. He was older than he said.', phone: 'He has my number now.', feelings: 'A bit weird about it.', help: 'Somebody showing me how to block people.' } },
  { reasons: ['unhappy-where-they-live', 'contact-with-family'], words: { before: 'They changed contact with my sister again.', push: 'It is not my home.', pull: 'I wanted to see my sister.', where: 'My sister’s.', travelled: 'Bus, I know which one.', feelings: 'I would do it again if they stop contact.', help: 'Seeing her every week like they said.' } },
  { reasons: ['mental-health-or-wellbeing', 'wanting-space'], words: { before: 'My head was full.', push: 'Noise in the house.', where: 'Along the river.', whom: 'Nobody.', harm: 'No. I just walked.', feelings: 'Tired.', help: 'Somewhere quiet to go, and someone to text.' } },
  { reasons: ['bullying-or-school'], words: { before: 'They were waiting for me after school so I did not go.', push: 'The group chat.', where: 'The library till it shut, then the bus station.', feelings: 'Scared of Monday.', help: 'Moving form.' } },
  { reasons: ['alcohol-or-drugs', 'to-be-with-friends-or-partner'], words: { before: 'It was just a party.', pull: 'Drink, people, music.', where: 'A house near the ring road.', whom: 'Loads of people I did not know.', money: 'Somebody else paid.', harm: 'I was sick. Nothing else.', feelings: 'Not doing that again.', help: 'Dunno. Something to do on a Friday.' } },
  { reasons: ['exploited-or-coerced', 'alcohol-or-drugs'], words: { before: 'I owed somebody.', pull: 'They said it would be quits after one more.', where: 'Different places. One was a flat.', whom: 'I am not saying.', travelled: 'They drove me.', phone: 'They gave me one.', money: 'Forty pounds, and they took it back.', harm: 'They said they know where my mum works.', feelings: 'I want it to stop.', help: 'Getting them to leave us alone.' } },
  { reasons: ['lost-track-of-time'], words: { before: 'We were at football and then I missed the bus.', where: 'At the pitch and then walking.', whom: 'Two from the team.', phone: 'It was dead.', back: 'Dad found me on the road.', feelings: 'Fine.', help: 'A charger.' } },
  { reasons: ['harm-at-home', 'wanting-space'], words: { before: 'He was drunk again.', push: 'When he shouts I go.', where: 'My friend’s shed.', feelings: 'I am fine when he is not there.', help: 'If he did not live with us.', safety: 'I ring my aunt.' } },
];

/** What a child said. */
export function whatWasSaid(chance: Chance): Said {
  return one(chance, SAID);
}

type NamedFact = { readonly kind: FactKind; readonly value: string; readonly detail: string };

/** People, places and things that several children named. */
export const NAMED: readonly [NamedFact, ...NamedFact[]] = [
  { kind: 'place', value: 'Bus station, Gloucester Green', detail: 'By the far stands, after the last bus.' },
  { kind: 'place', value: 'Flat above the launderette, Cowley Road', detail: 'The door is left open.' },
  { kind: 'place', value: 'Skate park, Banbury', detail: 'In the evening.' },
  { kind: 'place', value: 'Didcot Parkway station', detail: 'The bicycle shed.' },
  { kind: 'place', value: 'Florence Park, the pavilion', detail: 'With others from school.' },
  { kind: 'person', value: 'Macca', detail: 'About 19, has a moped.' },
  { kind: 'person', value: 'Leanne Tully', detail: 'An aunt: safe, and answers at night.' },
  { kind: 'person', value: 'Uncle Vee', detail: 'Nobody’s uncle. Buys drink for them.' },
  { kind: 'phone', value: '07700 900318', detail: 'Rings late in the evening.' },
  { kind: 'online-name', value: 'ox_nightbus', detail: 'A group that says where to meet.' },
  { kind: 'vehicle', value: 'White van, part of the number KV19', detail: 'Waits at the end of the road.' },
  { kind: 'reason', value: 'After contact with family is cancelled', detail: 'As the child says.' },
];

/** Why a return needed no interview, by whose decision the act says. */
export const NOT_REQUIRED: readonly [string, ...string[]] = [
  'Reported in error: the child was with the social worker all the time.',
  'Seen by the social worker the same evening, who asked everything and wrote it down.',
  'Back within the hour, at a grandparent’s known to everybody; the parent had mistaken the day.',
];

/** Why an offer was declined. */
export const DECLINED: readonly [string, ...string[]] = ['Not talking about it.', 'I have said it all to the police.', 'I am fine, leave it.', 'You ask the same every time.', 'I only talk to my key worker.'];

/** Why a decision on triage was other than proposed, upward and downward. */
export const OVERRULED = {
  up: ['The same car is named around another child.', 'Her school is worried, and nobody has written it down yet.', 'He said nothing at all, which is not like him.'],
  down: ['Known well to us: the same friend’s house each time, and safe there.', 'The long absence was at a relative’s, with everybody knowing.', 'The sign is of last year; the family has moved since.'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

/** Each decision on who may see a child: what it asks, and what follows from the answers. */
import type { NewEntry } from '../../db/chronology/store.ts';
import type { AgencyPerson } from '../../db/sight.ts';
import { peopleOf } from '../../db/sight.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Act } from '../../domain/access/policy.ts';
import { whyNotDecided, type RestrictionGround, type RecordDecision } from '../../domain/access/sight.ts';
import type { GivenRelationship } from '../../domain/chronology/entry.ts';
import { RELATIONSHIP_WORDS } from '../../domain/chronology/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays, type PlainDate } from '../../domain/time/plain-date.ts';
import type { Field, Option } from '../../web/forms/field.ts';
import { paths } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import { agreeFields, endFields, liftFields, personFields, restrictFields } from './fields.ts';
import { personWords, type OpenedSight } from './opened.ts';

type Answers = Readonly<Record<string, unknown>>;

/** What a decision writes; or the field at fault and what to do. */
export type Plan =
  | { readonly kind: 'plan'; readonly decisions: readonly RecordDecision[]; readonly entries: readonly NewEntry[] }
  | { readonly kind: 'wrong'; readonly field: string; readonly text: string };

/** Where decisions on sight are made. */
export type SightPath = (typeof paths)[
  | 'agreeInvolvement'
  | 'endInvolvement'
  | 'restrict'
  | 'liftRestriction'
  | 'namePerson'
  | 'unnamePerson'
  | 'barPerson'
  | 'liftBar'];

/** One decision that can be made. */
export type SightAct = {
  readonly path: SightPath;
  readonly act: Act;
  readonly title: string;
  readonly submit: string;
  readonly fields: (opened: OpenedSight, now: Instant) => readonly Field[];
  readonly plan: (opened: OpenedSight, answers: Answers, requester: SignedIn) => Plan;
  /** People of agencies that are not involved yet and would be. */
  readonly alsoPeople?: (tx: Transaction, answers: Answers) => Promise<AgencyPerson[]>;
};

const text = (answers: Answers, name: string): string => {
  const value = answers[name];
  return typeof value === 'string' ? value : '';
};
const wrong = (field: string, words: string): Plan => ({ kind: 'wrong', field, text: words });

/** Every decision, in the order of the page. */
export const SIGHT_ACTS: readonly SightAct[] = [
  {
    path: paths.agreeInvolvement,
    act: 'agree-involvement',
    title: 'Give an agency sight of the record',
    submit: 'Give sight of the record',
    fields: ({ agencies }) => agreeFields(agencies.map(({ code, name }) => ({ value: code, text: name }))),
    plan: (_opened, answers, requester) => {
      const relationship = text(answers, 'relationship') as GivenRelationship;
      const until = (answers['until'] ?? null) as PlainDate | null;
      const ends = relationship === 'meeting-member' || relationship === 'consulted';
      if (ends && until === null) return wrong('until', 'Enter the last day: this ends by itself');
      if (until !== null && until < londonDate(requester.at))
        return wrong('until', 'The last day must be today or later');
      return entry(requester, {
        kind: 'involvement-agreed',
        involvementRef: crypto.randomUUID(),
        agency: text(answers, 'agency'),
        relationship,
        untilAt: until === null ? null : startOfLondonDay(plusDays(until, 1)),
        why: text(answers, 'why'),
      });
    },
    alsoPeople: (tx, answers) => peopleOf(tx, [text(answers, 'agency')], []),
  },
  {
    path: paths.endInvolvement,
    act: 'agree-involvement',
    title: 'End sight that an agency was given',
    submit: 'End it',
    fields: (opened, now) => endFields(agreedIn(opened, now)),
    plan: (_opened, answers, requester) =>
      entry(requester, {
        kind: 'involvement-ended',
        involvementRef: text(answers, 'involvement'),
        why: text(answers, 'why'),
      }),
  },
  {
    path: paths.restrict,
    act: 'restrict-record',
    title: 'Restrict the record to named people',
    submit: 'Restrict the record',
    fields: () => restrictFields,
    plan: (opened, answers, requester) => {
      const self = requester.userId ?? 0;
      const name = { kind: 'person-named', personId: self, ...made(answers, requester) } as const;
      const restrict = {
        kind: 'restricted',
        grounds: text(answers, 'grounds') as RestrictionGround,
        ...made(answers, requester),
      } as const;
      const decisions: RecordDecision[] = opened.state.named.includes(self) ? [restrict] : [name, restrict];
      return decide(opened, requester, 'grounds', decisions);
    },
  },
  {
    path: paths.liftRestriction,
    act: 'restrict-record',
    title: 'Open the record again',
    submit: 'Open the record again',
    fields: () => liftFields,
    plan: (opened, answers, requester) =>
      decide(opened, requester, 'why', [{ kind: 'restriction-lifted', ...made(answers, requester) }]),
  },
  onPerson(
    paths.namePerson,
    'restrict-record',
    'person-named',
    'Name a person who may open the record',
    'Name them',
    'Person',
    (opened) => opened.people.filter(({ userId }) => !opened.state.named.includes(userId)),
  ),
  onPerson(
    paths.unnamePerson,
    'restrict-record',
    'person-unnamed',
    'Stop naming a person',
    'Stop naming them',
    'Person',
    (opened) => opened.people.filter(({ userId }) => opened.state.named.includes(userId)),
  ),
  onPerson(
    paths.barPerson,
    'bar-person',
    'person-barred',
    'Bar a person from the record',
    'Bar them',
    'Person',
    (opened) => opened.people.filter(({ userId }) => !opened.state.barred.includes(userId)),
  ),
  onPerson(paths.liftBar, 'bar-person', 'bar-lifted', 'End a bar', 'End the bar', 'Person', (opened) =>
    opened.people.filter(({ userId }) => opened.state.barred.includes(userId)),
  ),
];

function onPerson(
  path: SightPath,
  act: Act,
  kind: 'person-named' | 'person-unnamed' | 'person-barred' | 'bar-lifted',
  title: string,
  submit: string,
  label: string,
  choose: (opened: OpenedSight) => readonly AgencyPerson[],
): SightAct {
  const options = (opened: OpenedSight): Option[] =>
    choose(opened).map((person) => ({ value: String(person.userId), text: personWords(person) }));
  return {
    path,
    act,
    title,
    submit,
    fields: (opened) => personFields(label, options(opened)),
    plan: (opened, answers, requester) =>
      decide(opened, requester, 'person', [
        { kind, personId: Number(text(answers, 'person')), ...made(answers, requester) },
      ]),
  };
}

function made(answers: Answers, requester: SignedIn): Pick<RecordDecision, 'why' | 'at' | 'byAgency'> {
  return { why: text(answers, 'why'), at: requester.at, byAgency: requester.agencyCode };
}

function decide(
  { state }: OpenedSight,
  requester: SignedIn,
  field: string,
  decisions: readonly RecordDecision[],
): Plan {
  for (const decision of decisions) {
    const refusal = whyNotDecided(state, decision, requester.userId ?? 0);
    if (refusal !== null) return wrong(field, refusal.sentence);
  }
  return { kind: 'plan', decisions, entries: [] };
}

function entry(requester: SignedIn, content: NewEntry['content']): Plan {
  return { kind: 'plan', decisions: [], entries: [{ occurredAt: requester.at, sourceKey: null, content }] };
}

/** Sight that was given and has not ended, as options by the reference of the agreement. */
export function agreedIn({ entries, agencies }: OpenedSight, now: Instant): Option[] {
  const ended = new Set(
    entries.flatMap(({ content }) => (content.kind === 'involvement-ended' ? [content.involvementRef] : [])),
  );
  const name = new Map(agencies.map((agency) => [agency.code, agency.name]));
  return entries.flatMap(({ content }) => {
    if (content.kind !== 'involvement-agreed' || ended.has(content.involvementRef)) return [];
    if (content.untilAt !== null && content.untilAt <= now) return [];
    const until = content.untilAt === null ? '' : `, until ${formatInstant(content.untilAt)}`;
    return [
      {
        value: content.involvementRef,
        text: `${name.get(content.agency) ?? content.agency}: ${RELATIONSHIP_WORDS[content.relationship].toLowerCase()}${until}`,
      },
    ];
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aChild, aChronology, aNotification, at, FOLD_RULES, received } from '../../../test/support/notifications.ts';
import { CARE_RECORD, POLICE_RECORD, WHOLE_RECORD } from '../access/policy/groups.ts';
import type { FieldGroup } from '../access/field-groups.ts';
import type { EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import { whatStays, type Staying } from './staying.ts';

const missing = aNotification({ notificationRef: 'N1', incidentRef: 'I1', occurredAt: at('2026-03-03T20:00Z') });
const back = { ...missing, notificationRef: 'N2', kind: 'found', occurredAt: at('2026-03-04T06:00Z') } as const;
const about = { interviewRef: 'V1', incidentRefs: ['I1'] };
const DONE: readonly EntryContent[] = [
  { kind: 'interview-offered', ...about, means: 'telephone', spokeTo: 'child', outcome: 'accepted', words: {} },
  { kind: 'interview-allocated', ...about, agency: 'streetwise', interviewerId: null, why: 'Near' },
  {
    kind: 'triage-decided',
    episodeKey: 'I1',
    protocolId: 'england-2017-on',
    proposed: 'green',
    decided: 'red',
    because: [],
    why: 'The home rang',
  },
  { kind: 'return-passed', passRef: 'P1', episodeKey: 'I1', toAuthority: 'swindon', why: 'Placed there' },
];

function staying(groups: readonly FieldGroup[], done: readonly EntryContent[]): Staying {
  const told = [missing, back].map((one) => received(one));
  const record = fold(aChronology([{ kind: 'child-recorded', details: aChild() }, ...told, ...done]), FOLD_RULES);
  const [episode] = record.episodes;
  assert.ok(episode);
  return whatStays(record, episode, { groups, agency: 'elm-house' }, (code) => code);
}

test('a return’s interviews, triage and requests stay where they were done, for whoever sees them', () => {
  const all = {
    isOpen: true,
    told: [
      'A return interview, with one attempt to offer it, given to streetwise, and what is being written of it.',
      'The triage of the return.',
      'The request to another authority to see to the interview. It ends.',
    ],
  };
  assert.deepEqual(staying(WHOLE_RECORD, DONE), all);
  assert.deepEqual(staying(POLICE_RECORD, DONE), all);
  assert.deepEqual(staying(WHOLE_RECORD, []), { isOpen: true, told: [] });
  assert.deepEqual(staying(['episodes', 'triage'], DONE), { isOpen: true, told: ['The triage of the return.'] });
});

test('whoever sees neither interviews nor triage reads the same whether or not anything was done', () => {
  assert.deepEqual(staying(CARE_RECORD, DONE), { isOpen: false, told: [] });
  assert.deepEqual(staying(CARE_RECORD, []), staying(CARE_RECORD, DONE));
});

/** How the returns of the demonstration’s last two years were triaged: by the protocol, and by people who sometimes saw it otherwise. */
import { chanceOf, type Chance } from '../../../domain/capacity/chance.ts';
import type { ChildRecord } from '../../../domain/chronology/record.ts';
import type { FoldRules } from '../../../domain/duties/rules.ts';
import { RISK_FACTORS, type FactorAnswer, type RiskFactor, type TriageLevel } from '../../../domain/triage/acts.ts';
import { knownReturn } from '../../../domain/triage/of-return.ts';
import { proposeTriage } from '../../../domain/triage/propose.ts';
import { plusHours } from '../../../domain/time/instant.ts';
import type { PastAbsence } from './absences.ts';
import type { Told } from './acts.ts';
import type { HistoryChild } from './children.ts';
import { atWork, later } from './moments.ts';
import { one, OVERRULED } from './words.ts';

const OX = 'oxfordshire';

/** What the team found out of a child at its first return: of some of them nothing. */
export function tellFactors(told: Told, first: PastAbsence): void {
  const chance = chanceOf(4, 5, first.child.index);
  const drawn = chance.next();
  if (drawn > 0.8) return;
  const sure = drawn < 0.66;
  const factors = Object.fromEntries(RISK_FACTORS.map((factor) => [factor, answerOf(chance, factor, first.child, sure)]));
  const why = sure ? 'As the parent or carer and the school say.' : 'As far as the carer could say.';
  told.did(first.child, OX, 'missing-team-worker', atWork(later(first.returnToldAt, chance, 0.3, 1), chance), { kind: 'risk-factors-recorded', questionRef: null, factors, why });
}

function answerOf(chance: Chance, factor: RiskFactor, { status, sex }: HistoryChild, sure: boolean): FactorAnswer {
  const drawn = chance.next();
  const likely = factor === 'family' ? 0.14 : factor === 'sexual-exploitation' ? (sex === 'F' ? 0.04 : 0.01) : 0.03;
  if (drawn < likely * (status === null ? 0.4 : 1.3)) return 'yes';
  return sure || drawn < 0.75 ? 'no' : 'not-known';
}

/** Decides on most returns as the protocol proposes, on some otherwise; a green one brings its letters. */
export function tellTriage(told: Told, rules: FoldRules, record: ChildRecord, absences: readonly PastAbsence[], shareOf: (absence: PastAbsence) => number): void {
  const { episodes, screenings, facts, triage, details } = record;
  const source = { episodes, screenings, facts, triage, responsibleAuthority: details.responsibleAuthority };
  for (const absence of absences) {
    const chance = chanceOf(4, 6, absence.number);
    if (chance.next() > shareOf(absence)) continue;
    const known = knownReturn(source, absence.incidentRef, rules.triageRules);
    if (known === null) continue;
    const proposal = proposeTriage(known.facts, known.protocol);
    const { decided, why } = decide(chance, absence.child, proposal.level);
    const at = atWork(later(absence.returnToldAt, chance, 1.6, 5), chance);
    const { child, incidentRef } = absence;
    told.did(child, OX, 'missing-team-worker', at, { kind: 'triage-decided', episodeKey: incidentRef, protocolId: known.protocol.protocolId, proposed: proposal.level, decided, because: proposal.because, why });
    if (decided !== 'green') continue;
    const letter = `DEMO-HL-${incidentRef.slice(7)}`;
    told.did(child, OX, 'missing-team-worker', plusHours(at, 1), { kind: 'letter-sent', letterRef: `${letter}-1`, episodeKey: incidentRef, to: 'parent-or-carer', form: 'plain', way: 'post', words: {} });
    told.did(child, OX, 'missing-team-worker', plusHours(at, 1), { kind: 'letter-sent', letterRef: `${letter}-2`, episodeKey: incidentRef, to: 'child', form: chance.next() < 0.3 ? 'easy-read' : 'plain', way: 'post', words: {} });
  }
}

/** Girls are raised a little oftener and boys lowered, as was found elsewhere: the page of triage is there to show it. */
function decide(chance: Chance, { sex, status }: HistoryChild, proposed: TriageLevel): { readonly decided: TriageLevel; readonly why: string | null } {
  const drawn = chance.next();
  const up = (sex === 'F' ? 0.1 : 0.04) + (status === 'looked-after' ? 0.03 : 0);
  const down = sex === 'M' ? 0.11 : 0.04;
  if (proposed !== 'red' && drawn < up) return { decided: 'red', why: one(chance, OVERRULED.up) };
  if (proposed !== 'green' && drawn > 1 - down) return { decided: proposed === 'red' ? 'amber' : 'green', why: one(chance, OVERRULED.down) };
  return { decided: proposed, why: null };
}

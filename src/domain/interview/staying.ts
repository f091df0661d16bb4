/** What people did about a return that turns out to be another child's: it stays where it was done. */
import { recordWithin } from '../access/disclose.ts';
import type { FieldGroup } from '../access/field-groups.ts';
import type { ChildRecord, Episode } from '../chronology/record.ts';
import { isNamed } from './cover.ts';
import { isWaiting } from './closures.ts';

/** What stays, as far as the reader may know of it. @source our judgement: a form tells nobody what the record does not */
export type Staying = {
  /** Whether the reader sees anything of what is done about returns; where not, nothing is told, whatever was done. */
  readonly isOpen: boolean;
  /** In sentences; none where nothing that the reader sees was done. */
  readonly told: readonly string[];
};

/**
 * What stays on a record when an absence is moved to another child.
 * @param reader the groups of fields open to whoever moves it, and the agency: a carer corrects what the home told, and sees no interviews
 * @source our judgement: what a child was asked and said is of the child who was asked, whoever was missing
 */
export function whatStays(
  record: ChildRecord,
  episode: Episode,
  reader: { readonly groups: readonly FieldGroup[]; readonly agency: string },
  agencyName: (code: string) => string,
): Staying {
  const isOpen = reader.groups.includes('interviews') || reader.groups.includes('triage');
  return { isOpen, told: staysOf(recordWithin(record, reader.groups, reader.agency), episode, agencyName) };
}

function staysOf(record: ChildRecord, episode: Episode, agencyName: (code: string) => string): string[] {
  const interviews = record.interviews.filter(({ incidentRefs }) => isNamed(episode, incidentRefs));
  const here = ({ episodeKey }: { readonly episodeKey: string }): boolean => episodeKey === episode.episodeKey;
  const requests = interviews.flatMap((one) =>
    one.requests.filter(({ answeredAt, withdrawnAt }) => answeredAt === null && withdrawnAt === null),
  );
  return [
    ...interviews.map(({ completedAt, allocatedTo, attempts }) => {
      const offers =
        attempts.length === 0
          ? ''
          : `, with ${attempts.length === 1 ? 'one attempt' : `${attempts.length} attempts`} to offer it`;
      const given = allocatedTo === null ? '' : `, given to ${agencyName(allocatedTo)}`;
      return `${completedAt === null ? 'A return interview' : 'The return interview that was held'}${offers}${given}, and what is being written of it.`;
    }),
    ...requests.map(
      ({ agency }) => `The request to ${agencyName(agency)} for an interview. Withdraw it if it is needed no more.`,
    ),
    ...(record.triage.decisions.some(here) ? ['The triage of the return.'] : []),
    ...(record.triage.requests.some((one) => here(one) && one.answeredAt === null)
      ? ['The questions that agencies were asked for the triage. They have to answer them no more.']
      : []),
    ...(record.passes.some((pass) => here(pass) && (isWaiting(pass) || pass.accepted === true))
      ? ['The request to another authority to see to the interview. It ends.']
      : []),
  ];
}

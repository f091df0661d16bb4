/** How a person stands to a child: what the policy goes by, beside the role. */
import type { Relationship } from '../chronology/record.ts';

/** Everything of one child that decides who may do what. @source design: relationship, not ownership */
export type Standing = {
  /** Relationships of the person's agency to the child that have not ended. */
  readonly relationships: readonly Relationship[];
  /** Whether the record is closed to all but named people. */
  readonly restricted: boolean;
  /** Whether it names this person. */
  readonly named: boolean;
  /** Whether this person may never open it. */
  readonly barred: boolean;
  /** Whether this person has opened it in an emergency, and it is not over. */
  readonly glassBroken: boolean;
};

/** Of somebody who has nothing to do with the child, and of acts that concern no child. @source design: relationship, not ownership */
export const NO_STANDING: Standing = {
  relationships: [],
  restricted: false,
  named: false,
  barred: false,
  glassBroken: false,
};

/** The standing of who acts for an agency with these relationships, on a record that is neither restricted nor barred. @source design: relationship, not ownership */
export function standingBy(...relationships: readonly Relationship[]): Standing {
  return { ...NO_STANDING, relationships };
}

/** Whether the record is closed to a person who could otherwise see it: that there is one is then not said. @source our judgement: that a restricted record exists can be what puts the child in danger */
export function isClosedTo({ restricted, named, barred, glassBroken }: Standing): boolean {
  return barred || (restricted && !named && !glassBroken);
}

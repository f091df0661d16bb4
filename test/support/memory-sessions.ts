import type { HeldSubmission, Person, Session, SessionStore } from '../../src/web/session.ts';

/** A store of sessions that lives as long as the test, with the people who may sign in. */
export function memorySessions(
  people: readonly Person[],
): SessionStore & { readonly sessions: Map<string, Session>; readonly held: Map<string, HeldSubmission> } {
  const sessions = new Map<string, Session>();
  const held = new Map<string, HeldSubmission>();
  const key = (hash: Buffer): string => hash.toString('hex');
  return {
    sessions,
    held,
    find: async (tokenHash) => sessions.get(key(tokenHash)) ?? null,
    create: async ({ userId, ...session }) => {
      const person = people.find((one) => one.userId === userId);
      if (!person) throw new Error('no such person');
      sessions.set(key(session.tokenHash), { ...session, person });
    },
    touch: async (tokenHash, lastSeenAt) => {
      const session = sessions.get(key(tokenHash));
      if (session) sessions.set(key(tokenHash), { ...session, lastSeenAt });
    },
    end: async (tokenHash) => void sessions.delete(key(tokenHash)),
    holdSubmission: async (one) => void held.set(key(one.heldHash), one),
    findHeld: async (heldHash, userId) => {
      const one = held.get(key(heldHash));
      return one?.userId === userId ? one : null;
    },
    dropHeld: async ({ heldHash }) => void held.delete(key(heldHash)),
  };
}

/** An invented person of an invented council, with what the test wants different. */
export function aPerson(different: Partial<Person> = {}): Person {
  return {
    userId: 1,
    agencyCode: 'E10000099',
    displayName: 'Asha Field',
    agencyName: 'Loamshire',
    agencyKind: 'council',
    role: 'missing-team',
    team: null,
    rank: null,
    ...different,
  };
}

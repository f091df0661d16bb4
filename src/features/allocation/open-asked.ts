/** What the address of the page of allocation asks for: which open returns, and which page of them. */
import { z } from 'zod';
import type { ChosenReturns, Who } from './open-queries.ts';

const text = z
  .string()
  .max(100)
  .optional()
  .transform((value) => (value === undefined || value === '' ? null : value));

/** What may stand in the address. */
export const askingOpen = z.object({
  older: z.enum(['yes']).optional(),
  team: text,
  area: text,
  authority: text,
  who: z
    .string()
    .regex(/^(?:|nobody|came-back|asked|provider|[1-9]\d{0,15})$/)
    .optional()
    .transform((value) => (value === undefined || value === '' ? null : value)),
  page: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .default('1')
    .transform(Number),
});

/** What was asked for, read and as it stands in the address. */
export type AskedOpen = {
  readonly chosen: ChosenReturns;
  readonly page: number;
  readonly isChosen: boolean;
  readonly typed: {
    readonly team: string | null;
    readonly area: string | null;
    readonly authority: string | null;
    readonly who: string | null;
    readonly page: number;
  };
};

/** Reads what was asked for. */
export function askedOpen({ team, area, authority, who, page }: z.output<typeof askingOpen>): AskedOpen {
  return {
    chosen: { team, area, authority, who: whoOf(who) },
    page,
    isChosen: team !== null || area !== null || authority !== null || who !== null,
    typed: { team, area, authority, who, page },
  };
}

function whoOf(who: string | null): Who {
  switch (who) {
    case null:
      return { kind: 'all' };
    case 'nobody':
    case 'came-back':
    case 'asked':
    case 'provider':
      return { kind: who };
    default:
      return { kind: 'person', userId: Number(who) };
  }
}

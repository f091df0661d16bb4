/** Text that would change a statement into which it were pasted, made from templates and a seed. */
import { chanceFrom } from '../../support/chance.ts';

const OPENINGS = [
  "'",
  "''",
  '"',
  "\\'",
  "')",
  "'))",
  '"))',
  '1',
  '0',
  '$$',
  '$1',
  "%' ",
  '%27',
  '\uff07',
  '\u02bc',
  "E'\\'",
  '/*',
  '`',
] as const;
const MIDDLES = [
  ' or 1=1',
  ' or true',
  " or ''=''",
  ' and 1=0 union select forename, surname, null from homeward.child',
  ' union all select version()',
  '; drop table homeward.child',
  "; update homeward.user_account set role='information-governance'",
  "; select set_config('homeward.agency','thames-valley-police',true)",
  '; set role homeward_owner',
  '; reset role',
  ' or pg_sleep(10) is null',
  ' order by 99',
  " || (select password_hash from homeward.user_account limit 1) || '",
  '; copy homeward.child to program',
  ' limit 1 offset 1',
  ' and 1=(select count(*) from homeward.child)',
  ' or exists(select 1)',
  ' group by 1 having 1=1',
  ' is not null',
  ' in (select 1)',
  '::int',
  ' collate "C"',
] as const;
const ENDINGS = ['', '--', ' -- ', '#', '/*', ';', '; --', "'", '"', ')', '\n--', '%'] as const;

/** So many different texts, always the same for a seed. */
export function sqlTexts(count: number, seed: number): string[] {
  const chance = chanceFrom(seed);
  const texts = new Set<string>();
  while (texts.size < count) {
    const middle = chance.oneOf(MIDDLES);
    const said =
      chance.next() < 0.2 ? middle.toUpperCase() : chance.next() < 0.2 ? middle.replaceAll(' ', '/**/') : middle;
    texts.add(chance.oneOf(OPENINGS) + said + chance.oneOf(ENDINGS));
  }
  return [...texts];
}

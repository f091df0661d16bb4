import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openFront, type Front } from '../../../test/support/front.ts';
import { anInterview, aNotification, at } from '../../../test/support/notifications.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { TEN_QUESTIONS } from '../../domain/measures/ten-questions.ts';
import type { Role } from '../../domain/access/roles.ts';

const PAGE = '/return-interviews/questions';

/** Ana came back once in May 2025, was interviewed within a day, referred, and the police were sent it. */
async function aFrontWithAReturn(t: TestContext): Promise<Front> {
  const front = await openFront(t);
  const before = { now: front.now };
  front.now = at('2025-05-09T09:00Z');
  const absence = { incidentRef: 'I1', missingFrom: 'home', missingFromAuthority: 'oxfordshire' } as const;
  const childId = await recordChild(front.database, front.now, { responsibleAuthority: 'oxfordshire' }, [
    aNotification({ notificationRef: 'N1', occurredAt: at('2025-05-01T20:00Z'), ...absence }),
    aNotification({ notificationRef: 'N2', kind: 'found', occurredAt: at('2025-05-02T08:00Z'), ...absence }),
  ]);
  const by = { sourceKey: null, occurredAt: at('2025-05-03T09:00Z') };
  await record(
    front.database,
    'oxfordshire',
    childId,
    [
      {
        ...by,
        content: {
          kind: 'interview-recorded',
          interview: anInterview({
            interviewRef: 'R1',
            incidentRefs: ['I1'],
            offeredAt: at('2025-05-02T10:00Z'),
            completedAt: at('2025-05-03T08:00Z'),
            allocatedTo: 'oxfordshire',
            reasons: ['grooming', 'wanting-space'],
          }),
        },
      },
      {
        ...by,
        content: {
          kind: 'transmission-sent',
          transmissionRef: 'T1',
          interviewRef: 'R1',
          purpose: 'police-intelligence',
          toAgency: 'thames-valley-police',
          factRefs: [],
          words: {},
        },
      },
      {
        ...by,
        content: {
          kind: 'referral-made',
          referralRef: 'F1',
          to: 'exploitation-screening',
          agency: null,
          interviewRef: 'R1',
          why: 'She was given things.',
          words: {},
        },
      },
    ],
    front.now,
  );
  front.now = before.now;
  return front;
}

async function lookAs(front: Front, role: Role, url: string, agency = 'oxfordshire') {
  const { browser } = await front.signedIn(await front.addPerson(agency, role));
  const answer = await browser.get(url);
  return {
    status: answer.statusCode,
    body: answer.body,
    words: wordsOf(answer.body),
    browser,
    headers: answer.headers,
  };
}

test('the ten questions are answered for the last financial year, and each figure opens to what it says', async (t) => {
  const front = await aFrontWithAReturn(t);
  const page = await lookAs(front, 'team-manager', PAGE);
  assert.equal(page.status, 200);
  for (const { asks } of TEN_QUESTIONS) assert.ok(page.words.includes(asks), asks);
  // The front's day is 10 March 2026, so the last financial year is that of April 2024, in which nobody came back …
  assert.match(page.words, /1 April 2024 to 31 March 2025, both included/);
  // … and a period can be asked for.
  const chosen = await page.browser.get(
    `${PAGE}?show=yes&from-day=1&from-month=4&from-year=2025&to-day=31&to-month=5&to-year=2025`,
  );
  assert.equal(chosen.headers.location, `${PAGE}?authority=oxfordshire&from=2025-04-01&to=2025-05-31`);
  const may = (await page.browser.get(`${PAGE}?authority=oxfordshire&from=2025-04-01&to=2025-05-31`)).body;
  const words = wordsOf(may);
  assert.match(words, /Shared with the police 1/);
  assert.match(words, /A reason given tells of exploitation 1/);
  assert.match(words, /Led to screening or the National Referral Mechanism 1/);
  assert.match(words, /What this does not say: Children who were absent/);
  const figures = [...may.matchAll(/href="(\/reports\/return-interviews\/figure\?[^"]*)"[^>]*>([^<]*)</g)];
  assert.ok(figures.length > 50);
  for (const [, href = '', shown = ''] of figures.filter((_, place) => place % 25 === 0)) {
    const opened = await page.browser.get(href.replaceAll('&amp;', '&'));
    assert.equal(opened.statusCode, 200, href);
    const heading = wordsOf(/<h1[\s\S]*?<\/h1>/.exec(opened.body)?.[0] ?? '');
    assert.ok(heading.endsWith(shown.trim()), `${heading} is ${shown.trim()}`);
  }
});

test('a first day after the last is said, and nothing typed is lost', async (t) => {
  const front = await aFrontWithAReturn(t);
  const dates = 'from-day=2&from-month=5&from-year=2025&to-day=1&to-month=5&to-year=2025';
  const wrong = await lookAs(front, 'team-manager', `${PAGE}?show=yes&${dates}`);
  assert.match(wrong.words, /The last day must be the same as or after the first day/);
  assert.match(wrong.body, /id="from-day"[^>]*value="2"/);
});

test('an outside reader sees no small number, nor a link to a child, and the file withholds the same', async (t) => {
  const front = await aFrontWithAReturn(t);
  const period = '?authority=oxfordshire&from=2025-04-01&to=2025-05-31';
  const reader = await lookAs(front, 'scrutiny-reader', PAGE + period);
  assert.equal(reader.status, 200);
  assert.match(reader.words, /not shown/);
  assert.doesNotMatch(reader.body, /\/figure\?/);
  const file = await reader.browser.get(`${PAGE}/download${period}`);
  assert.match(String(file.headers['content-disposition']), /ten-questions-oxfordshire-2025-04-01-2025-05-31\.csv/);
  assert.match(file.body, /,returns-by-month,2025-05,May 2025,returns,Returns,,,\r\n/);
  const manager = await lookAs(front, 'team-manager', `${PAGE}/download${period}`);
  assert.match(manager.body, /,returns-by-month,2025-05,May 2025,returns,Returns,1,1,\r\n/);
});

test('whoever works with the children may ask, whoever keeps accounts may not, and nobody of another council', async (t) => {
  const front = await aFrontWithAReturn(t);
  assert.equal((await lookAs(front, 'social-worker', PAGE)).status, 200);
  assert.equal((await lookAs(front, 'agency-administrator', PAGE)).status, 403);
  assert.equal((await lookAs(front, 'team-manager', `${PAGE}?authority=oxfordshire`, 'swindon')).status, 403);
  const police = await lookAs(front, 'call-taker', PAGE, 'thames-valley-police');
  assert.equal(police.status, 200);
  assert.match(police.words, /children whom your agency may see/);
});

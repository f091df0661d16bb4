/** Messages of a police system, true and false: what may come twice, late, altered, by another key or with a stolen token. */
import { createHmac, createPublicKey, randomUUID } from 'node:crypto';
import { createSigner, httpbis } from 'http-message-signatures';
import { CompactSign } from 'jose';
import type { Chance } from './chance.ts';
import { COVERED, makeAssertion, makeProof, signedHeaders, type KeyPair } from './signing.ts';

/** One request as it is sent. */
export type Sent = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A system and a token that it holds. */
export type Sender = { readonly name: string; readonly force: string; readonly key: KeyPair; readonly token: string };

/** What the cases are made from. */
export type Situation = {
  readonly chance: Chance;
  readonly origin: string;
  readonly now: number;
  /** A force that is believed, and another. */
  readonly own: Sender;
  readonly other: Sender;
  /** A key that nobody registered. */
  readonly stranger: KeyPair;
  /** Senders whose key or access has ended since they obtained their token. */
  readonly ended: readonly Sender[];
  /** Bearer token of a police system that has no key. */
  readonly tokenAlone: string;
  /** Messages that were accepted before. */
  readonly accepted: readonly Sent[];
  /** A number for each new message. */
  readonly number: number;
};

/** How a case must end: as new, as one that came before, as another message under its key, or refused. */
export type Ending = 'accepted' | 'again' | 'other body' | 'refused';

/** A case: what is sent, and how it must end. */
export type Attack = (given: Situation) => Promise<{ readonly sent: Sent; readonly ends: Ending }>;

const URL = '/api/v1/notifications';

/** What a message says: of a child whom nobody knows, so that it waits for a person. */
function told(force: string, number: number): string {
  return JSON.stringify({
    notification_ref: `R-${number}`,
    kind: 'missing',
    incident_ref: `RI-${number}`,
    forename: 'Nobody',
    surname: 'Known',
    date_of_birth: '2012-01-01',
    occurred_at: '2026-03-09T20:00',
    reported_by: force,
    missing_from_authority: 'oxfordshire',
  });
}

type Changes = {
  readonly proof?: Parameters<typeof makeProof>[5];
  readonly proofKey?: KeyPair;
  readonly proofMethod?: string;
  readonly proofAddress?: string;
  readonly proofToken?: string;
  readonly scheme?: string;
  readonly signer?: KeyPair;
  readonly signature?: Parameters<typeof signedHeaders>[3];
  readonly body?: string;
  readonly key?: string;
};

/** A whole message of a sender, true but for the changes. */
async function message({ now, origin, number }: Situation, by: Sender, changes: Changes = {}): Promise<Sent> {
  const body = changes.body ?? told(by.force, number);
  const [method, address] = [changes.proofMethod ?? 'POST', changes.proofAddress ?? origin + URL];
  const proofToken = changes.proofToken ?? by.token;
  const headers = {
    authorization: `${changes.scheme ?? 'DPoP'} ${by.token}`,
    dpop: await makeProof(changes.proofKey ?? by.key, method, address, proofToken, now, changes.proof),
    'content-type': 'application/json',
    'idempotency-key': changes.key ?? `K-${number}`,
  };
  const asked = { method: 'POST', url: origin + URL, headers, body };
  const signed = await signedHeaders(changes.signer ?? by.key, asked, now, changes.signature);
  return { method: 'POST', url: URL, headers: signed, body };
}

const without = (sent: Sent, name: string): Sent => ({
  ...sent,
  headers: Object.fromEntries(Object.entries(sent.headers).filter(([header]) => header !== name)),
});

const withHeader = (sent: Sent, name: string, value: string): Sent => ({
  ...sent,
  headers: { ...sent.headers, [name]: value },
});

/** Another printable sign in place of one. */
function alter(text: string, chance: Chance): string {
  const place = chance.between(0, text.length - 1);
  const old = text.charCodeAt(place);
  const sign = 0x21 + ((old - 0x21 + 1 + chance.between(0, 92)) % 94);
  return text.slice(0, place) + String.fromCharCode(sign) + text.slice(place + 1);
}

const refused = async (sent: Promise<Sent>): Promise<{ sent: Sent; ends: Ending }> => ({
  sent: await sent,
  ends: 'refused',
});

const MINUTE = 60_000;

/** A time outside the five minutes, before or after. */
function farFrom(now: number, chance: Chance): number {
  const away = 5 * MINUTE + 1000 + chance.between(0, 24 * 60 * MINUTE);
  return chance.next() < 0.5 ? now - away : now + away;
}

/** A compact token whose header says whatever the attacker likes. */
function handMade(header: object, claims: object, secret: string | null): string {
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${secret === null ? '' : createHmac('sha256', secret).update(input).digest('base64url')}`;
}

const publicPem = (key: KeyPair): string =>
  createPublicKey({ key: { ...key.jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });

/** The claims and header of a proof that is otherwise right, for making false ones of it. */
function proofParts({ now, origin, own }: Situation, ath: string): { header: object; claims: object } {
  const claims = { jti: randomUUID(), htm: 'POST', htu: origin + URL, iat: Math.floor(now / 1000), ath };
  return { header: { typ: 'dpop+jwt', jwk: own.key.jwk }, claims };
}

const athIn = (sent: Sent): string =>
  String(
    (JSON.parse(Buffer.from(sent.headers['dpop']?.split('.')[1] ?? '', 'base64url').toString()) as { ath: unknown })
      .ath,
  );

/** Every kind of case, by name. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'a true message': async (given) => ({ sent: await message(given, given.own), ends: 'accepted' }),
  'a true message of the other force': async (given) => ({ sent: await message(given, given.other), ends: 'accepted' }),
  'a true message, sent again in full': async (given) =>
    given.accepted.length === 0
      ? { sent: await message(given, given.own), ends: 'accepted' }
      : { sent: given.chance.oneOf(given.accepted), ends: 'refused' },
  'an accepted message, told again under its key': async (given) => {
    const before = given.accepted.findLast(({ body }) => body.includes(given.own.force));
    if (before === undefined) return { sent: await message(given, given.own), ends: 'accepted' };
    const key = before.headers['idempotency-key'] ?? '';
    return { sent: await message(given, given.own, { body: before.body, key }), ends: 'again' };
  },
  'an accepted message’s key with another body': async (given) => {
    const before = given.accepted.findLast(({ body }) => body.includes(given.own.force));
    if (before === undefined) return { sent: await message(given, given.own), ends: 'accepted' };
    return {
      sent: await message(given, given.own, { key: before.headers['idempotency-key'] ?? '' }),
      ends: 'other body',
    };
  },
  'one byte of the body altered': async (given) => {
    const sent = await message(given, given.own);
    return { sent: { ...sent, body: alter(sent.body, given.chance) }, ends: 'refused' };
  },
  'one byte of a header altered': async (given) => {
    const sent = await message(given, given.own);
    const name = given.chance.oneOf(Object.keys(sent.headers));
    return { sent: withHeader(sent, name, alter(sent.headers[name] ?? '', given.chance)), ends: 'refused' };
  },
  'one byte of the signature altered': async (given) => {
    const sent = await message(given, given.own);
    return {
      sent: withHeader(sent, 'signature', alter(sent.headers['signature'] ?? '', given.chance)),
      ends: 'refused',
    };
  },
  'an old or future signature': (given) =>
    refused(message(given, given.own, { signature: { created: farFrom(given.now, given.chance) } })),
  'an old or future proof': (given) => {
    const iat = Math.floor(farFrom(given.now, given.chance) / 1000);
    return refused(message(given, given.own, { proof: { claims: { iat } } }));
  },
  'another force’s key': (given) => refused(message(given, given.own, { signer: given.other.key })),
  'another force’s key under our name': (given) =>
    refused(message(given, given.own, { signer: given.other.key, signature: { keyid: given.own.key.thumbprint } })),
  'a key that nobody registered': (given) => refused(message(given, given.own, { signer: given.stranger })),
  'another force’s matters': (given) =>
    refused(message(given, given.own, { body: told(given.other.force, given.number) })),
  'a message without a signature': async (given) =>
    refused(
      Promise.resolve(without(await message(given, given.own), given.chance.oneOf(['signature', 'signature-input']))),
    ),
  'a message that signs too little': (given) => {
    const left = given.chance.oneOf(COVERED);
    return refused(message(given, given.own, { signature: { fields: COVERED.filter((name) => name !== left) } }));
  },
  'a stolen token with a key of the thief’s': (given) =>
    refused(message(given, given.own, { proofKey: given.stranger })),
  'a stolen token with another force’s key': (given) =>
    refused(message(given, given.own, { proofKey: given.other.key, signer: given.other.key })),
  'a stolen token alone': async (given) => {
    const sent = await message(given, given.own, { scheme: given.chance.oneOf(['Bearer', 'DPoP']) });
    return { sent: without(sent, 'dpop'), ends: 'refused' };
  },
  'a stolen token as a bearer token': (given) => refused(message(given, given.own, { scheme: 'Bearer' })),
  'a proof for another token': (given) => refused(message(given, given.own, { proofToken: given.other.token })),
  'a proof for another address': (given) => {
    const path = given.chance.oneOf(['/api/v1/notifications/batch', '/api/v1/token', '/api/v1/notifications?a=b']);
    const proofAddress = given.chance.oneOf([given.origin + path, `https://elsewhere.example${URL}`]);
    return proofAddress.endsWith('?a=b')
      ? refused(message(given, given.own, { proof: { claims: { htu: proofAddress } } }))
      : refused(message(given, given.own, { proofAddress }));
  },
  'a proof for another method': (given) =>
    refused(message(given, given.own, { proofMethod: given.chance.oneOf(['GET', 'PUT', 'post']) })),
  'swapped proofs': async (given) => {
    const [one, other] = [await message(given, given.own), await message(given, given.other)];
    return { sent: withHeader(one, 'dpop', other.headers['dpop'] ?? ''), ends: 'refused' };
  },
  'swapped signatures': async (given) => {
    const one = await message(given, given.own);
    const other = await message({ ...given, number: given.number + 500_000 }, given.own);
    const swapped = withHeader(one, 'signature', other.headers['signature'] ?? '');
    return { sent: withHeader(swapped, 'signature-input', other.headers['signature-input'] ?? ''), ends: 'refused' };
  },
  'an accepted message’s signature with a new proof': async (given) => {
    const before = given.accepted.at(-1);
    if (before === undefined) return { sent: await message(given, given.own), ends: 'accepted' };
    const by = before.body.includes(given.own.force) ? given.own : given.other;
    const fresh = await message(given, by);
    const { authorization = '', dpop = '' } = fresh.headers;
    return { sent: { ...before, headers: { ...before.headers, authorization, dpop } }, ends: 'refused' };
  },
  'an accepted proof with a new signature': async (given) => {
    const before = given.accepted.at(-1);
    const fresh = await message(given, given.own);
    return before === undefined
      ? { sent: fresh, ends: 'accepted' }
      : { sent: withHeader(fresh, 'dpop', before.headers['dpop'] ?? ''), ends: 'refused' };
  },
  'a proof that is not signed': async (given) => {
    const sent = await message(given, given.own);
    const { header, claims } = proofParts(given, athIn(sent));
    return { sent: withHeader(sent, 'dpop', handMade({ ...header, alg: 'none' }, claims, null)), ends: 'refused' };
  },
  'a proof signed with the public key as a secret': async (given) => {
    const sent = await message(given, given.own);
    const { header, claims } = proofParts(given, athIn(sent));
    const secret = given.chance.oneOf([publicPem(given.own.key), JSON.stringify(given.own.key.jwk)]);
    return { sent: withHeader(sent, 'dpop', handMade({ ...header, alg: 'HS256' }, claims, secret)), ends: 'refused' };
  },
  'a proof of another type': (given) =>
    refused(
      message(given, given.own, { proof: { header: { typ: given.chance.oneOf(['JWT', 'at+jwt', 'dpop', '']) } } }),
    ),
  'a proof that shows our key and is signed by another': async (given) => {
    const sent = await message(given, given.own);
    const { header, claims } = proofParts(given, athIn(sent));
    const forged = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ ...header, alg: given.stranger.algorithm })
      .sign(given.stranger.privateKey);
    return { sent: withHeader(sent, 'dpop', forged), ends: 'refused' };
  },
  'a signature made with the public key as a secret': async (given) => {
    const sent = await message(given, given.own);
    const secret = publicPem(given.own.key);
    const forged = await httpbis.signMessage(
      {
        key: createSigner(secret, 'hmac-sha256', given.own.key.thumbprint),
        fields: COVERED,
        params: given.chance.oneOf([
          ['created', 'keyid', 'nonce'],
          ['created', 'keyid', 'alg', 'nonce'],
        ]),
        paramValues: { created: new Date(given.now), nonce: randomUUID() },
      },
      {
        method: 'POST',
        url: given.origin + URL,
        headers: without(without(sent, 'signature'), 'signature-input').headers,
      },
    );
    const headers = Object.fromEntries(
      Object.entries(forged.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return { sent: { ...sent, headers }, ends: 'refused' };
  },
  'a key or a system that has ended': (given) => refused(message(given, given.chance.oneOf(given.ended))),
  'a police token alone': async (given) => {
    const sent = await message(given, given.own);
    return { sent: withHeader(sent, 'authorization', `Bearer ${given.tokenAlone}`), ends: 'refused' };
  },
  'no token at all': async (given) => ({
    sent: without(await message(given, given.own), 'authorization'),
    ends: 'refused',
  }),
  'an assertion as a token': async (given) => {
    const assertion = await makeAssertion(given.own.key, given.own.name, given.origin, given.now);
    const sent = await message(given, given.own);
    return { sent: withHeader(sent, 'authorization', `DPoP ${assertion}`), ends: 'refused' };
  },
};

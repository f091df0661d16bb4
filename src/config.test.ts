import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { loadConfig, programFolder, settings } from './config.ts';
import { SetupError } from './setup-error.ts';

describe('the settings', () => {
  test('without any, Homeward keeps its own database beside the program and shows the demonstration', () => {
    assert.deepEqual(loadConfig({}), {
      dataFolder: path.join(programFolder, 'data'),
      databaseUrl: null,
      databaseReadUrl: null,
      tombstoneFiles: [path.join(programFolder, 'data', 'tombstones.jsonl')],
      port: 8080,
      host: '127.0.0.1',
      https: false,
      proxies: [],
      address: null,
      certificateHeader: null,
      factorKeyFile: null,
      providerHosts: ['login.microsoftonline.com'],
      providerKeys: path.join(programFolder, 'data', 'keys', 'providers'),
      extraAuthorities: null,
      demonstration: true,
      auditKey: null,
      auditHeads: [],
      adminPassword: null,
    });
  });

  test('an empty setting is one that is not set', () => {
    assert.deepEqual(loadConfig(Object.fromEntries(settings.map(({ name }) => [name, '']))), loadConfig({}));
  });

  test('each is read as it is described', () => {
    const config = loadConfig({ HOMEWARD_DATA: '/srv/homeward', PORT: '0', HOST: '0.0.0.0', HOMEWARD_DEMO: 'no' });
    assert.deepEqual(
      [config.dataFolder, config.port, config.host, config.demonstration],
      ['/srv/homeward', 0, '0.0.0.0', false],
    );
    assert.deepEqual(config.tombstoneFiles, ['/srv/homeward/tombstones.jsonl']);
    const lists = loadConfig({ HOMEWARD_TOMBSTONES: '/one/list, /two/list' }).tombstoneFiles;
    assert.deepEqual(lists, ['/one/list', '/two/list']);
    const behind = loadConfig({ HOMEWARD_HTTPS: 'yes', HOMEWARD_PROXIES: '10.0.0.5, 10.1.0.0/16' });
    assert.deepEqual([behind.https, behind.proxies], [true, ['10.0.0.5', '10.1.0.0/16']]);
    const audited = loadConfig({ HOMEWARD_AUDIT_KEY: '/secure/key.pem', HOMEWARD_AUDIT_HEADS: '/far/a, b' });
    assert.deepEqual([audited.auditKey, audited.auditHeads], ['/secure/key.pem', ['/far/a', path.resolve('b')]]);
    assert.equal(loadConfig({ HOMEWARD_DATA: 'elsewhere' }).dataFolder, path.resolve('elsewhere'));
    assert.equal(
      loadConfig({ HOMEWARD_ADMIN_PASSWORD: ' a secret may end in a space ' }).adminPassword,
      ' a secret may end in a space ',
    );
  });

  test('where identity providers may be, and by what address they lead back, is said exactly', () => {
    const config = loadConfig({
      HOMEWARD_ADDRESS: 'https://homeward.example.org',
      HOMEWARD_PROVIDER_HOSTS: 'login.microsoftonline.com, id.police.example:8443',
    });
    assert.equal(config.address?.href, 'https://homeward.example.org/');
    assert.deepEqual(config.providerHosts, ['login.microsoftonline.com', 'id.police.example:8443']);
    assert.equal(loadConfig({ HOMEWARD_ADDRESS: 'http://localhost:8080' }).address?.port, '8080');
    for (const wrong of ['http://homeward.example.org', 'https://homeward.example.org/x', 'homeward', 'ftp://x'])
      assert.throws(() => loadConfig({ HOMEWARD_ADDRESS: wrong }), /HOMEWARD_ADDRESS is/);
    for (const wrong of ['https://id.example', 'id.example/x', 'a@b', ',', 'id.example:443'])
      assert.throws(() => loadConfig({ HOMEWARD_PROVIDER_HOSTS: wrong }), /HOMEWARD_PROVIDER_HOSTS names/);
  });

  test('a server of the operator’s own is never given the demonstration', () => {
    assert.equal(loadConfig({ DATABASE_URL: 'postgresql://localhost/homeward' }).demonstration, false);
    assert.throws(
      () => loadConfig({ DATABASE_URL: 'postgresql://localhost/homeward', HOMEWARD_DEMO: 'yes' }),
      /HOMEWARD_DEMO is yes and DATABASE_URL is set/,
    );
  });

  for (const onThisMachine of [
    'postgresql://localhost/homeward',
    'postgres://someone:secret@127.0.0.1:5433/homeward',
    'postgresql://[::1]/homeward',
    'postgresql:///homeward?host=/var/run/postgresql',
    'postgresql://%2Fvar%2Frun%2Fpostgresql/homeward',
    'postgresql://db.example.org/homeward?sslmode=verify-full',
  ]) {
    test(`a server may be reached by ${onThisMachine}`, () => {
      assert.equal(loadConfig({ DATABASE_URL: onThisMachine }).databaseUrl?.href, new URL(onThisMachine).href);
    });
  }

  for (const [variables, complaint] of [
    [{ PORT: '65536' }, /^PORT is '65536'/],
    [{ PORT: '80a' }, /^PORT is '80a'/],
    [{ PORT: '-1' }, /^PORT is '-1'/],
    [{ HOMEWARD_DEMO: 'true' }, /^HOMEWARD_DEMO is 'true': write yes or no/],
    [{ HOMEWARD_HTTPS: 'on' }, /^HOMEWARD_HTTPS is 'on': write yes or no/],
    [{ HOMEWARD_PROXIES: '10.0.0.5, gateway' }, /^HOMEWARD_PROXIES names 'gateway', which is not an address/],
    [{ DATABASE_URL: 'mysql://localhost/homeward' }, /^DATABASE_URL is not a PostgreSQL URL/],
    [{ DATABASE_URL: 'homeward' }, /^DATABASE_URL is not a PostgreSQL URL/],
    [{ DATABASE_URL: 'postgresql://localhost' }, /^DATABASE_URL names no database/],
    [
      { DATABASE_URL: 'postgresql://db.example.org/homeward' },
      /^DATABASE_URL reaches db.example.org .*sslmode=verify-full/,
    ],
    [{ DATABASE_URL: 'postgresql://db.example.org/homeward?sslmode=require' }, /verify-full/],
    [{ DATABASE_URL: 'postgresql://localhost/homeward?host=db.example.org' }, /verify-full/],
    [{ DATABASE_READ_URL: 'postgresql://localhost/homeward' }, /^DATABASE_READ_URL is set and DATABASE_URL is not/],
  ] as const) {
    test(`${JSON.stringify(variables)} is refused by name, with the way out`, () => {
      assert.throws(
        () => loadConfig(variables),
        (error) => error instanceof SetupError && complaint.test(error.message),
      );
    });
  }

  test('a complaint never repeats the password of a URL', () => {
    assert.throws(
      () => loadConfig({ DATABASE_URL: 'postgresql://someone:very-secret@db.example.org/homeward' }),
      (error) => error instanceof SetupError && !error.message.includes('very-secret'),
    );
  });
});

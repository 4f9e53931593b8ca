// `returns policy keygen`, `sign` and `verify` as a merchant runs them, and what they made as the browser reads it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { verifyPack } from '../../wasm/pack-signature.js';

const program = process.env.RETURNS_PROGRAM ?? 'build/release/native/returns';
const assets = process.env.RETURNS_ASSETS ?? 'assets';
const folder = mkdtempSync(join(tmpdir(), 'signing-'));
after(() => rmSync(folder, { recursive: true }));

const at = (name) => join(folder, name);
const run = (args, input) => {
  const done = spawnSync(program, ['policy', ...args], {
    encoding: 'utf8',
    input,
    env: { ...process.env, RETURNS_ASSETS: assets, LANG: 'C', LC_ALL: '' },
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
const json = (args, input) => {
  const done = run([...args, '--json'], input);
  return { ...done, answer: JSON.parse(done.out) };
};

/** The pharmacy's pack under another number, in a folder of its own with its calendar. */
function pack(name, version, change = (text) => text) {
  cpSync(join(assets, 'calendars'), at('calendars'), { recursive: true });
  cpSync(join(assets, 'packs/cn-pharmacy'), at(`packs/${name}`), { recursive: true });
  const file = at(`packs/${name}/pack.json`);
  const text = readFileSync(file, 'utf8');
  const head = /"version":\d+,/;
  assert.match(text, head);
  writeFileSync(file, change(text.replace(head, `"version":${version},`)));
  return file;
}

const trust = at('trust.json');
const key = at('key.pem');
const made = json(['keygen', key, '--trust', trust, '--merchant', 'kangning']);
const signed = (file, ...more) => json(['sign', file, '--key', key, '--trust', trust, ...more]);
const check = (file, ...more) => json(['verify', file, '--trust', trust, ...more]);

test('keygen: the private key is for its owner alone and is never printed', () => {
  assert.equal(made.status, 0, made.err);
  assert.equal(statSync(key).mode & 0o777, 0o600);
  const pem = readFileSync(key, 'utf8');
  assert.equal(createPrivateKey(pem).asymmetricKeyType, 'ed25519');
  const secret = pem.split('\n')[1];
  const seed = createPrivateKey(pem).export({ format: 'jwk' }).d;
  for (const text of [made.out, made.err, readFileSync(trust, 'utf8')])
    for (const part of [secret, seed, Buffer.from(seed, 'base64url').toString('hex')])
      assert.ok(!text.includes(part));
  const [entry] = JSON.parse(readFileSync(trust, 'utf8')).keys;
  assert.equal(
    entry.public,
    Buffer.from(createPrivateKey(pem).export({ format: 'jwk' }).x, 'base64url').toString('hex'),
  );
  assert.equal(entry.id, made.answer.id);
});

test('keygen: a key that is there is never overwritten', () => {
  const before = readFileSync(key, 'utf8');
  const { status, answer } = json(['keygen', key, '--trust', trust]);
  assert.equal(status, 2);
  assert.equal(answer.code, 'sign.key_exists');
  assert.equal(readFileSync(key, 'utf8'), before);
  assert.equal(JSON.parse(readFileSync(trust, 'utf8')).keys.length, 1, 'and no key without its private half');
});

test('keygen: a merchant is needed, and stays the same', () => {
  assert.equal(json(['keygen', at('other.pem'), '--trust', at('new.json')]).answer.code, 'sign.no_merchant');
  const other = json(['keygen', at('other.pem'), '--trust', trust, '--merchant', 'baihe']);
  assert.equal(other.answer.code, 'sign.other_merchant');
  const strange = json(['keygen', at('other.pem'), '--trust', at('new.json'), '--merchant', 'a b']);
  assert.equal(strange.answer.code, 'sign.trust');
  assert.ok(!existsSync(at('other.pem')) && !existsSync(at('new.json')));
});

test('keygen: a passphrase encrypts the key, for openssl too', () => {
  writeFileSync(at('passphrase'), 'correct horse\n');
  const sealed = at('sealed.pem');
  const sealedTrust = at('sealed-trust.json');
  assert.equal(
    run([
      'keygen',
      sealed,
      '--trust',
      sealedTrust,
      '--merchant',
      'kangning',
      '--passphrase-file',
      at('passphrase'),
    ]).status,
    0,
  );
  const pem = readFileSync(sealed, 'utf8');
  assert.match(pem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  assert.equal(createPrivateKey({ key: pem, passphrase: 'correct horse' }).asymmetricKeyType, 'ed25519');
  const file = pack('sealed', 1);
  const sign = ['sign', file, '--key', sealed, '--trust', sealedTrust, '--first'];
  assert.equal(json(sign).answer.code, 'sign.passphrase_wrong');
  assert.equal(json([...sign, '--passphrase-file', '-'], 'wrong\n').answer.code, 'sign.passphrase_wrong');
  assert.equal(json([...sign, '--passphrase-file', '-'], '\n').answer.code, 'sign.passphrase_empty');
  assert.equal(json([...sign, '--passphrase-file', '-'], 'correct horse\n').status, 0);
});

test('sign: what is made holds here and in the browser', async () => {
  const file = pack('one', 1);
  const { status, answer, err } = signed(file, '--first', '--until', '2099-01-01');
  assert.equal(status, 0, err);
  assert.equal(answer.signature, at('packs/one/pack.sig.json'));
  const bytes = readFileSync(file);
  assert.equal(answer.statement.digest, createHash('sha256').update(bytes).digest('hex'));
  const statement = await verifyPack({
    pack: new Uint8Array(bytes),
    signature: new Uint8Array(readFileSync(answer.signature)),
    trust: readFileSync(trust, 'utf8'),
    now: Date.now(),
    id: 'cn-pharmacy',
    version: 1,
  });
  assert.equal(statement.until, '2099-01-01T00:00:00Z');
  const done = check(file);
  assert.equal(done.status, 0, done.err);
  assert.deepEqual(done.answer.statement, answer.statement);
});

test('sign: the signature ends with the review of the pack unless another end is given', () => {
  const file = pack('review', 1);
  const day = JSON.parse(readFileSync(file, 'utf8')).review_by;
  // The end of that day in China, where day breaks eight hours earlier.
  assert.equal(signed(file, '--first').answer.statement.until, `${day}T16:00:00Z`);
});

test('sign: refuses what must not be signed, and writes nothing', () => {
  const file = pack('refused', 2);
  const none = () => assert.ok(!existsSync(at('packs/refused/pack.sig.json')));
  assert.equal(signed(file).answer.code, 'sign.previous_or_first');
  assert.equal(signed(file, '--first', '--previous', pack('one', 1)).answer.code, 'sign.previous_or_first');
  assert.equal(signed(file, '--previous', pack('later', 3)).answer.code, 'sign.not_before');
  assert.equal(signed(file, '--previous', join(assets, 'packs/cn-cosmetics')).answer.code, 'sign.not_before');
  assert.equal(signed(file, '--first', '--until', '2020-01-01').answer.code, 'sign.empty_period');
  assert.equal(signed(file, '--first', '--until', 'soon').answer.code, 'bad_instant');
  const broken = pack('broken', 1, (text) => text.replace('"id":', '"misspelt":1,"id":'));
  const { status, answer } = signed(broken, '--first');
  assert.equal(status, 2);
  assert.equal(answer.code, 'fault.unknown_member');
  none();
  // A key of somebody else, and one that others can read.
  run(['keygen', at('stranger.pem'), '--trust', at('stranger.json'), '--merchant', 'kangning']);
  const stranger = json(['sign', file, '--key', at('stranger.pem'), '--trust', trust, '--first']);
  assert.equal(stranger.status, 1);
  assert.equal(stranger.answer.code, 'unknown_key');
  chmodSync(at('stranger.pem'), 0o640);
  const open = json(['sign', file, '--key', at('stranger.pem'), '--trust', at('stranger.json'), '--first']);
  assert.equal(open.answer.code, 'sign.key_open');
  none();
});

test('verify: every refusal ends with 1 and says why and what to do', () => {
  const one = pack('one', 1);
  const end = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');
  signed(one, '--first', '--until', end);
  const refused = (code, file, ...more) => {
    const { status, answer } = check(file, ...more);
    assert.equal(status, 1, code);
    assert.equal(answer.code, code);
    assert.ok(
      answer.text.length > 20 && !answer.text.includes('tools.') && !answer.text.includes('{'),
      answer.text,
    );
  };
  refused('signature_missing', pack('stripped', 1));
  refused('expired', one, '--at', end);
  refused('key_not_yet_valid', one, '--at', '2020-01-01');
  const changed = pack('changed', 1, (text) => `${text} `);
  refused('pack_changed', changed, '--signature', at('packs/one/pack.sig.json'));
  writeFileSync(
    at('packs/changed/pack.sig.json'),
    `${readFileSync(at('packs/one/pack.sig.json'), 'utf8')}\n`,
  );
  refused('signature_malformed', changed);
  const document = JSON.parse(readFileSync(trust, 'utf8'));
  const trusting = (name, change) => {
    const other = structuredClone(document);
    change(other);
    writeFileSync(at(name), JSON.stringify(other));
    return ['--trust', at(name)];
  };
  const with_ = (file, more) => json(['verify', file, ...more]).answer.code;
  assert.equal(
    with_(
      one,
      trusting('baihe.json', (t) => (t.merchant = 'baihe')),
    ),
    'wrong_merchant',
  );
  assert.equal(
    with_(
      one,
      trusting('revoked.json', (t) => (t.keys[0].revoked = true)),
    ),
    'revoked_key',
  );
  assert.equal(with_(one, ['--trust', at('sealed-trust.json')]), 'unknown_key');
  assert.equal(
    with_(
      one,
      trusting('odd.json', (t) => (t.note = 'ours')),
    ),
    'sign.trust',
  );
});

test('verify: remembers what it accepted, and never goes back', () => {
  const one = pack('one', 1);
  const two = pack('two', 2);
  const three = pack('three', 3);
  signed(one, '--first');
  signed(two, '--previous', one);
  signed(three, '--previous', two);
  const seen = ['--seen', at('seen.json')];
  assert.equal(check(one, ...seen).status, 0);
  assert.equal(check(three, ...seen).answer.code, 'chain_broken', 'version 2 is missing in between');
  for (const file of [two, two, three]) assert.equal(check(file, ...seen).status, 0);
  assert.equal(check(one, ...seen).answer.code, 'rollback');
  assert.equal(check(one).status, 0, 'without a memory nobody can know');
  const other = pack('three-b', 3, (text) => `${text} `);
  signed(other, '--previous', two);
  assert.equal(check(other, ...seen).answer.code, 'version_reused');
  // A refusal leaves the memory as it was; a memory that cannot be read is none to go on with.
  assert.deepEqual(Object.keys(JSON.parse(readFileSync(at('seen.json'), 'utf8')).packs['cn-pharmacy']), [
    '1',
    '2',
    '3',
  ]);
  writeFileSync(at('seen.json'), '{}');
  const { status, answer } = check(three, ...seen);
  assert.equal(status, 2);
  assert.equal(answer.code, 'sign.seen');
});

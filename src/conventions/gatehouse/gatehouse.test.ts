import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { noProof } from '@/core/message-proof';

import { gatehouse } from './gatehouse';
import { about, base, bytesOf, jpeg, key, listen, message, now } from './listen.testing';
import { piecesOf } from './pieces.testing';
import { heardTopics } from './topics';

describe('a device of the profile', () => {
  test('is found by one wildcard and then listened to by its own name, and never asked for its offers', () => {
    const { reader } = listen([message('about', about, { retained: true })]);
    expect(reader.filters()).toEqual(['gatehouse/v1/device/+/about', ...heardTopics.map((what) => `${base}/${what}`)]);
    expect(reader.filters().join(' ')).not.toMatch(/offer|proof|command/);
    const revision = reader.filtersRevision;
    reader.read(message('about', about));
    expect(reader.filtersRevision).toBe(revision);
    reader.read(message('about', ''));
    expect(reader.filters()).toEqual(['gatehouse/v1/device/+/about']);
    expect(reader.filtersRevision).not.toBe(revision);
  });

  test('goes when its announcement is taken back', () => {
    expect(listen([message('about', about), message('about', '')]).device).toBeUndefined();
  });

  test('that is only remembered by the broker was not heard', () => {
    const remembered = { retained: true };
    const { device } = listen([
      message('about', about, remembered),
      message('status', '{"status":"online"}', remembered),
    ]);
    expect(device).toMatchObject({ reachability: 'online', lastSeen: null, lastSeenLive: false, messages: 0 });
  });

  test('that the broker lost is offline, and did not speak', () => {
    const { device } = listen([message('about', about, { retained: true }), message('status', '{"status":"offline"}')]);
    expect(device).toMatchObject({ reachability: 'offline', lastSeen: null });
  });

  test('whose clock is wrong is heard now, not in its future', () => {
    const told = { at: now + 3_600_000, motion: true };
    expect(listen([message('about', about), message('telemetry', told)]).device?.lastSeen).toBe(now);
  });

  test.each([
    [{ event: 'ring' }, { text: 'Somebody rang', meaning: 'rang' }],
    [
      { event: 'motion', what: 'vehicle' },
      { text: 'Saw a vehicle', meaning: null },
    ],
    [
      { event: 'motion', what: { toString: 1 } },
      { text: 'Saw something move', meaning: null },
    ],
    [{ event: 'tamper' }, { text: 'The case was opened or moved', meaning: null }],
    [{ event: 'lens_cleaned' }, { text: 'lens cleaned (as the device calls it)', meaning: null }],
  ])('says what happened in plain words: %j', (event, words) => {
    expect(listen([message('about', about), message('event', event)]).device?.lastEvent?.value).toMatchObject(words);
  });

  test.each([
    ['its case was opened', [['event', { event: 'tamper' }]], { tamper: true }],
    [
      'its case was opened, and shut',
      [
        ['event', { event: 'tamper' }],
        ['telemetry', { tamper: false }],
      ],
      { tamper: false },
    ],
    [
      'somebody watches',
      [
        ['telemetry', { viewers: 0 }],
        ['event', { event: 'viewer-joined' }],
      ],
      { viewers: 1 },
    ],
    [
      'one more watches',
      [
        ['telemetry', { viewers: 2 }],
        ['event', { event: 'viewer-joined' }],
      ],
      { viewers: 2 },
    ],
    [
      'of two one left',
      [
        ['telemetry', { viewers: 2 }],
        ['event', { event: 'viewer-left' }],
      ],
      { viewers: 2 },
    ],
    [
      'nobody watches',
      [
        ['event', { event: 'viewer-joined' }],
        ['event', { event: 'viewer-left' }],
      ],
      { viewers: 0 },
    ],
  ] as const)('says by an event before telemetry does that %s', (_, told, state) => {
    const { device } = listen([message('about', about), ...told.map(([what, body]) => message(what, body))]);
    const values = Object.entries(state).map(([key, value]) => [key, { value }]);
    expect(device?.state).toMatchObject(Object.fromEntries(values));
  });

  test('can be given another password once it has published its key, and not before', () => {
    const before = listen([message('about', about)]);
    expect(before.device?.login?.value.handOver).toBeNull();
    const after = listen([message('about', about), message('credential/key', key), message('credential/key', '')]);
    expect(after.decoded[1]?.observations.at(-1)?.fact).toMatchObject({ handOver: 'sealed' });
    expect(after.device?.login?.value.handOver).toBeNull();
  });

  test('that publishes its private key leaks it: no password is sealed to it, and the key is not shown', () => {
    const leaked = { ...JSON.parse(key), d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI' };
    const { device, decoded } = listen([message('about', about), message('credential/key', leaked)]);
    expect(device?.login?.value.handOver).toBeNull();
    expect(device?.leaks).toEqual([{ secret: 'private-key', topic: `${base}/credential/key`, by: 'gatehouse' }]);
    expect(JSON.stringify(decoded)).not.toContain('jpsQnn');
  });

  test('that announces itself with its password in clear leaks it, and it is not shown', () => {
    const leaked = { ...JSON.parse(about), login: { username: 'drive-camera.a', password: 'hunter2' } };
    const { device, decoded } = listen([message('about', leaked)]);
    expect(device?.leaks).toHaveLength(1);
    expect(JSON.stringify(decoded)).not.toContain('hunter2');
  });

  test.each([
    ['about', '[]', 'not a JSON object'],
    ['status', '{"status":"perhaps"}', 'neither online, asleep nor offline'],
    ['event', '{"what":"person"}', 'no name'],
    ['credential/key', '{"kty":"RSA","n":"x"}', 'no public key on P-256'],
    ['telemetry', `{"x":"${'y'.repeat(70_000)}"}`, 'larger than 64 KiB'],
    ['image', new Uint8Array(4 * 1024 * 1024 + 1), 'larger than 4 MiB'],
    ['image', '<svg onload="alert(1)"/>', 'no kind that browsers show'],
    ['image', jpeg(99, 60_000, 60_000), 'more than 40 million pixels'],
    ['image', 'GHP2 of a later version', 'a header that makes no sense'],
  ])('says on %s what is not understood', (what, payload, reason) => {
    const { problems } = listen([message('about', about), message(what, payload)]);
    expect(problems).toEqual([expect.stringContaining(reason)]);
  });

  test.each([
    ['a reading that cannot be is not taken', { viewers: -1, motion: 'yes', temperatureC: 1e9, batteryPercent: 400 }],
    ['nor one of another kind', { viewers: '3', motion: 1, temperatureC: null, batteryPercent: [50] }],
  ])('%s', (_, telemetry) => {
    const { device } = listen([message('about', about), message('telemetry', telemetry)]);
    expect([device?.state, device?.battery]).toEqual([{}, null]);
  });

  test('addresses that nobody set are no identity', () => {
    const unset = { mac: '00:00:00:00:00:00', serial: '0000' };
    const { home } = listen([message('about', { ...unset, name: 'A' }), message('about', { ...unset, name: 'A' })]);
    expect([...home.devices.keys()]).toEqual(['gatehouse:drive-camera']);
  });

  test('with an id that is no name is named as a problem', () => {
    const { problems, home } = listen([message('', about, { topic: 'gatehouse/v1/device/a b/about' })]);
    expect([problems.length, home.devices.size]).toEqual([1, 0]);
  });
});

describe('what it signs', () => {
  const jws = (body: object) => `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(JSON.stringify(body)).toString('base64url')}.c2ln`;
  const ring = jws({ at: now, event: 'ring', code: '739155' });
  const proof = { ...noProof, standing: 'remembered', reason: null, key: 'k', sequence: 7, signedAt: now } as const;

  test('is read like anything else, with what the signature shows; the inspector shows what was signed', () => {
    const { device, decoded } = listen([message('about', about), message('event', ring, { proof })]);
    expect(device?.lastEvent?.value.text).toBe('Somebody rang');
    expect(device?.proof?.value).toEqual({ last: proof, shown: null, refused: null, failedSince: null });
    expect(decoded[1]?.masked).toContain('ring');
    expect(decoded[1]?.masked).not.toContain('739155');
  });

  test('is not verified where nobody looked at the signature', () => {
    const { device } = listen([message('about', about), message('event', ring)]);
    expect(device?.proof?.value.last?.standing).toBe('unverified');
  });

  test.each([
    ['bad', null],
    ['missing', null],
    ['replayed', null],
    ['unverified', 'overflow'],
    ['unverified', 'old'],
    ['unverified', 'retained'],
    ['changed', 'own-key-heard'],
  ] as const)('and is %s (%s) tells nothing else, and does not count as heard', (standing, reason) => {
    const refused = { ...noProof, standing, reason };
    const { device } = listen([
      message('about', about, { retained: true }),
      message('event', ring, { proof }),
      message('event', jws({ event: 'tamper' }), { proof: refused, at: now + 9_000 }),
    ]);
    expect(device?.lastEvent?.value.event).toBe('ring');
    expect(device?.lastSeen).toBe(now);
    expect(device?.proof?.value).toMatchObject({ last: proof, refused: { count: 1, at: now + 9_000 } });
  });

  test.each([
    ['unverified', 'cannot-check'],
    ['unverified', 'held-back'],
    ['changed', 'new-key'],
  ] as const)('and is %s (%s) is read, with that beside it', (standing, reason) => {
    const doubted = { ...noProof, standing, reason };
    const { device } = listen([message('about', about), message('event', ring, { proof: doubted })]);
    expect(device?.lastEvent?.value.event).toBe('ring');
    expect(device?.proof?.value).toMatchObject({ last: doubted, refused: null });
  });

  test('and comes from a device whose announcement nobody could look at is read', () => {
    const { device } = listen([message('about', about, { proof: { ...noProof, reason: 'too-many' } })]);
    expect(device?.name).toBe('Drive camera');
  });

  test('and is delivered twice tells nothing a second time', () => {
    const { decoded } = listen([
      message('about', about),
      message('event', ring, { proof: { ...proof, standing: 'repeated' } }),
    ]);
    expect(decoded[1]?.observations).toEqual([]);
  });
});

describe('its pictures', () => {
  const taken = now - 4_000;

  test('come whole or in pieces, with the time at which they were taken', () => {
    const pieces = piecesOf(jpeg(9_000), { takenAt: taken }).map((one) => message('image', one));
    const { device, decoded } = listen([message('about', about), message('image', jpeg(900)), ...pieces]);
    expect(pieces.every(({ payload }) => payload.byteLength <= 4_096)).toBe(true);
    expect(decoded[1]?.picture).toEqual({ voice: 'gatehouse:drive-camera', bytes: jpeg(900) });
    expect(decoded[1]?.observations.at(-1)?.fact).toMatchObject({ picture: { takenAt: null, bytes: 900 } });
    expect(decoded.at(-1)?.picture?.bytes).toEqual(jpeg(9_000));
    expect(device?.picture).toMatchObject({
      at: now,
      retained: false,
      value: { type: 'image/jpeg', bytes: 9_000, takenAt: taken },
    });
    expect(decoded.slice(2).map((one) => one?.masked)).toEqual([
      '(piece 1 of 3 of a picture)',
      '(piece 2 of 3 of a picture)',
      '(piece 3 of 3 of a picture)',
    ]);
  });

  test('do not keep the buffer in which they came', () => {
    const { decoded } = listen([message('about', about), message('image', new Uint8Array(jpeg(9_999).buffer, 0, 900))]);
    expect(decoded[1]?.picture?.bytes.buffer.byteLength).toBe(900);
  });
});

describe('what is asked of it', () => {
  test.each([
    [{ type: 'take-picture' }, { command: 'take-picture' }],
    [{ type: 'refresh' }, { command: 'report' }],
  ] as const)('%j goes to its own topic', (command, wire) => {
    const { reader } = listen([message('about', about)]);
    const [asked] = reader.encode('gatehouse:drive-camera', command) ?? [];
    expect(asked).toMatchObject({ topic: `${base}/command`, qos: 1 });
    expect(JSON.parse(asked?.payload ?? '')).toEqual({ id: 'g1', ...wire });
  });

  test.each([
    [{ type: 'lock' }, { command: 'lock' }],
    [{ type: 'unlock' }, { command: 'unlock' }],
    [
      { type: 'switch', on: true },
      { command: 'switch', on: true },
    ],
    [
      { type: 'siren', sounding: false },
      { command: 'siren', sounding: false },
    ],
    [{ type: 'check-for-update' }, { command: 'check-firmware' }],
    [{ type: 'update' }, { command: 'update-firmware' }],
  ] as const)('%j only to a device that says that it can', (command, wire) => {
    const all = { capabilities: ['lock', 'switch', 'siren', 'firmware-check', 'firmware-update'] };
    const { reader } = listen([message('about', all)]);
    expect(reader.encode('gatehouse:drive-camera', command)?.[0]?.payload).toContain(JSON.stringify(wire).slice(1, -1));
    reader.read(message('about', about));
    expect(reader.encode('gatehouse:drive-camera', command)).toBeNull();
  });

  test('is nothing where the device is not known', () => {
    expect(gatehouse.open().encode('gatehouse:nobody', { type: 'refresh' })).toBeNull();
  });
});

test('a device of which the broker delivered no status is named', () => {
  const { reader } = listen([message('about', about)]);
  expect(reader.unheard()).toEqual([`${base}/status`]);
  reader.read(message('status', '{"status":"asleep"}'));
  expect(reader.unheard()).toEqual([]);
});

test('no bytes on any topic make it throw, or leave an identity of something else', { timeout: 60_000 }, () => {
  const topics = fc.oneof(
    fc.constantFrom('about', ...heardTopics, 'command', 'credential/offer').map((what) => `${base}/${what}`),
    fc.constantFrom('gatehouse/v1/device/__proto__/about', 'gatehouse/v1/device//about', 'gatehouse/v1/device/x'),
    fc.string().map((text) => `gatehouse/v1/device/${text}`),
  );
  const hostile = fc.constantFrom(
    '{"__proto__":{"kind":"lock"},"name":{"toString":1,"valueOf":1}}',
    '{"event":"__proto__","status":"constructor"}',
    '{"login":[],"capabilities":{"length":1e9},"kind":"__proto__"}',
    '{"updating":{"percent":1e999}}',
    about,
    key,
  );
  const payloads = fc.oneof(
    hostile.map(bytesOf),
    fc.json().map(bytesOf),
    fc.uint8Array({ maxLength: 64 }),
    fc.uint8Array({ maxLength: 64 }).map((body) => Uint8Array.from([0x47, 0x48, 0x50, 1, ...body])),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(topics, payloads, fc.boolean()), { maxLength: 20 }), (heard) => {
      const { home } = listen(heard.map(([topic, payload, retained]) => message('', payload, { topic, retained })));
      for (const device of home.devices.values()) expect(device.voices).toEqual([expect.stringMatching(/^gatehouse:/)]);
      expect({}).not.toHaveProperty('kind');
    }),
    { numRuns: 500 },
  );
});

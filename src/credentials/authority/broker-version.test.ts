import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readBrokerVersion, warningsOf, type BrokerWarning } from './broker-version';

test.each<[string, readonly BrokerWarning[]]>([
  ['mosquitto version 2.0.11', ['loses-accounts-in-a-crash', 'loses-accounts-on-a-full-disk', 'hides-connections']],
  ['mosquitto version 2.0.15', ['loses-accounts-in-a-crash', 'loses-accounts-on-a-full-disk', 'hides-connections']],
  ['mosquitto version 2.0.16', ['loses-accounts-on-a-full-disk', 'hides-connections']],
  ['mosquitto version 2.0.22', ['loses-accounts-on-a-full-disk', 'hides-connections']],
  ['mosquitto version 2.1.2', ['cannot-go-back']],
  ['mosquitto version 3.0', ['cannot-go-back']],
  ['gatehouse embedded broker 0.1.0', []],
  ['EMQX 5.8.1', []],
])('before credentials are changed on "%s" a person is told %j', (payload, warnings) => {
  const version = readBrokerVersion(payload);
  expect(version && warningsOf(version)).toEqual(warnings);
});

test.each(['', 'mosquitto', 'version unknown', 'x'.repeat(100_000)])('"%s" tells no version', (payload) => {
  expect(readBrokerVersion(payload)).toBeNull();
});

test('any text is read without a throw', () => {
  fc.assert(fc.property(fc.string(), (payload) => void readBrokerVersion(payload)));
});

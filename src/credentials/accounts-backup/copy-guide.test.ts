import { expect, test } from 'vitest';

import { readBrokerVersion } from '../authority/broker-version';
import { copyGuide } from './copy-guide';

test.each([
  ['mosquitto version 2.0.11', 'if it crashes while one is changed'],
  ['mosquitto version 2.0.15', 'if it crashes while one is changed'],
  ['mosquitto version 2.0.16', 'if its disk is full'],
  ['mosquitto version 2.0.22', 'if its disk is full'],
  ['mosquitto version 2.1.2', 'no Mosquitto 2.0 can read'],
  ['something else', 'does not say what it is'],
])('whoever runs %s is told when it loses its accounts, and how to copy them', (version, risk) => {
  const guide = copyGuide(readBrokerVersion(version));
  expect(guide.risk).toContain(risk);
  expect(guide.steps.join(' ')).toContain('/var/lib/mosquitto/dynamic-security.json');
  expect(guide.steps.join(' ')).toContain('plugin_opt_config_file');
  expect(guide.steps.at(-1)).toContain('delete the copy');
});

test('a broker that is no Mosquitto is not said to have Mosquitto’s folders', () => {
  const guide = copyGuide(readBrokerVersion('vernemq 2.0.0'));
  expect(guide.steps.join(' ')).not.toContain('/var/lib/mosquitto');
  expect(guide.risk).toContain('not known');
});

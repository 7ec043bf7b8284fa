import { expect, test } from 'vitest';

import { rightsWords, type Right } from './rights-words';

const send = (topic: string, allow = true): Right => ({ type: 'publishClientSend', topic, allow });
const hear = (topic: string, allow = true): Right => ({ type: 'publishClientReceive', topic, allow });

test.each([
  ['Administers the broker', [send('$CONTROL/dynamic-security/#'), hear('#')]],
  ['Reads and writes everything', [send('#'), hear('#')]],
  ['Writes everything', [send('#')]],
  ['Sees the whole home and sends commands', [send('zigbee2mqtt/+/set'), hear('#'), hear('home/+/cred/#', false)]],
  ['Sees the whole home', [hear('#')]],
  [
    'Speaks below gatehouse/v1/device/porch',
    [send('gatehouse/v1/device/porch/status'), send('gatehouse/v1/device/porch/event/#')],
  ],
  ['Speaks below zigbee2mqtt', [send('zigbee2mqtt/#'), hear('zigbee2mqtt/#')]],
  ['Hears below home', [hear('home/#')]],
  ['Speaks on some topics', [send('a/x'), send('b/y')]],
  ['May do nothing', [send('#', false), { type: 'subscribePattern', topic: '#', allow: true }]],
  ['May do nothing', []],
])('%s', (words, rights) => {
  expect(rightsWords(rights)).toBe(words);
});

import { expect, test } from 'vitest';

import { notifyRole, notifyTopicsOf } from './notify-roles';
import { notifyTopicProblem, type TopicsOfDevice } from './notify-topic';

const siren: TopicsOfDevice = {
  name: 'Hall siren',
  isSiren: true,
  ways: [
    { kind: 'command', filter: 'zigbee2mqtt/Hall siren/set/#' },
    { kind: 'command', filter: 'zigbee2mqtt/All/set/#' },
    { kind: 'administration', filter: 'zigbee2mqtt/home/request' },
  ],
  says: [],
};
const lock: TopicsOfDevice = {
  name: 'Front door',
  isSiren: false,
  ways: [
    { kind: 'command', filter: 'zigbee2mqtt/All/set/#' },
    { kind: 'command', filter: 'attic/bell' },
  ],
  says: ['attic/state'],
};
const problem = (topic: string) => notifyTopicProblem(topic, [siren, lock]);

test.each(['home/alerts', 'notify', 'Küche/Meldungen, laut', 'zigbee2mqtt/Hall siren/set'])(
  'a watcher may be allowed to tell people on %s',
  (topic) => expect(problem(topic)).toBeNull(),
);

test.each([
  ['home/+', /not one topic/],
  ['#', /not one topic/],
  ['', /not one topic/],
  ['x'.repeat(201), /not one topic/],
  ['$CONTROL/dynamic-security/v1', /broker’s own/],
  ['gatehouse/v1/alert/x', /Gatehouse’s/],
  ['gatehouse/v1/device/cam/command', /Gatehouse’s/],
  ['homeassistant/lock/x/config', /announced to Home Assistant/],
  ['zigbee2mqtt/Front door/set', /no siren of this home hears it/],
  ['zigbee2mqtt/Front door/set/state', /no siren of this home hears it/],
  ['zigbee2mqtt/bridge/request/permit_join', /no siren of this home hears it/],
  ['cmnd/plug/POWER', /no siren of this home hears it/],
  ['shellyplus1-aa/rpc', /no siren of this home hears it/],
  ['nukihub/lock/action', /no siren of this home hears it/],
  ['nukihub/lock/keypad/actionJson', /no siren of this home hears it/],
  ['attic/bell', /Front door is commanded/],
  ['zigbee2mqtt/All/set', /Front door is commanded/],
  ['zigbee2mqtt/home/request', /Hall siren is commanded/],
  ['attic/state', /Front door speaks/],
])('and not on %s', (topic, words) => expect(problem(topic)).toMatch(words));

test('what a watcher may say is read from its own role, and nothing of other roles', () => {
  const role = notifyRole('night', ['home/b', 'home/a']);
  expect(notifyRole('night', [])).toBeNull();
  const rights = new Map([
    [role?.name ?? '', role?.acls ?? []],
    ['gatehouse:owner', [{ type: 'publishClientSend', topic: 'home/c', allow: true }]],
  ]);
  expect(notifyTopicsOf(['gatehouse:owner', role?.name ?? ''], rights)).toEqual(['home/a', 'home/b']);
  expect(notifyTopicsOf(['gatehouse:owner'], rights)).toEqual([]);
});

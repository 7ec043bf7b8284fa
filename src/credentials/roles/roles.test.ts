import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openWatchedBroker } from '@/broker/watched-broker.testing';
import { knock, type Guest } from '@/embedded-broker/guest.testing';
import { root } from '@/embedded-broker/dynamic-security/commands.testing';

import { bothBrokers, type ContractBroker } from '../authority/both-brokers.testing';
import { openDynamicSecurity, type DynamicSecurity } from '../authority/dynamic-security';
import { account, book } from '../rights/books.testing';
import { whoCan } from '../rights/who-can';
import { bannedRole, barrierPriority, deviceRole, newcomerRole, proofRole, restrictedRole } from './device-roles';
import { ensureRole } from './ensure-role';
import { personRole, personRoleNames, personRoleOf, personRoles } from './person-roles';
import { hears, says } from './rules';
import { updateRightOf, updateRights, updateRole } from './update-roles';

test('each person’s role has a name in the broker, and is known by it', () => {
  expect(personRoles.map(({ name }) => name)).toEqual(personRoleNames);
  for (const { name, role } of personRoles) expect(personRoleOf(role.name)).toBe(name);
  expect(personRoleOf('homeowner')).toBe('owner');
  expect(personRoleOf('gatehouse:banned')).toBeNull();
});

test('which updates a watcher may carry out is read from its roles', () => {
  expect(updateRightOf([personRole('watcher').role.name])).toBe('none');
  for (const right of ['none', 'narrow', 'wide'] as const)
    expect(updateRightOf([updateRole(right)?.name ?? ''])).toBe(right);
});

test('whoever carries out updates can open no front door by it; all updates can open a garage, and that is seen', () => {
  const zigbeeDoor = [
    'zigbee2mqtt/Front door/set/#',
    'zigbee2mqtt/Front door/+/set/#',
    'zigbee2mqtt/bridge/request/converter/save',
    'zigbee2mqtt/bridge/request/device/options',
    'zigbee2mqtt/bridge/request/group/members/add',
  ];
  const hubDoor = ['nukihub/lock/action', 'nukihub/lock/keypad/actionJson', 'nukihub/configuration/action'];
  const ways = (filters: readonly string[]) =>
    filters.map((filter) => ({ kind: 'command', filter, through: 'it' }) as const);
  const accounts = updateRights.map((right) => account(right, [updateRole(right)?.name ?? '']));
  const roles = new Map(updateRights.flatMap((right) => updateRole(right) ?? []).map(({ name, acls }) => [name, acls]));
  const watchers = { ...book({ accounts }), roles };
  const who = (filters: readonly string[]) => whoCan(watchers, ways(filters)).map(({ username }) => username);
  expect(who(zigbeeDoor)).toEqual([]);
  expect(who(hubDoor)).toEqual([]);
  expect(who(['shellies/garage/relay/0/command', 'shellies/garage/roller/0/command'])).toEqual([]);
  expect(who(['shellyplus1-garage/rpc'])).toEqual(['wide']);
  expect(who(['gatehouse/v1/device/porch-lock/command'])).toEqual(['wide']);
});

/** Who tries what, and whether the broker lets them. */
const probes: readonly (readonly [who: string, act: 'says' | 'hears', topic: string, may: boolean])[] = [
  ['owner', 'says', 'zigbee2mqtt/Front door/set', true],
  ['owner', 'says', 'zigbee2mqtt/bridge/request/permit_join', true],
  ['owner', 'says', 'gatehouse/v1/device/cam/command', true],
  ['owner', 'says', 'gatehouse/v1/device/cam/status', false],
  ['owner', 'hears', 'gatehouse/v1/device/cam/image', true],
  ['owner', 'hears', 'gatehouse/v1/device/cam/credential/offer', false],
  ['owner', 'says', '$CONTROL/dynamic-security/v1', false],
  ['member', 'says', 'zigbee2mqtt/Front door/set', true],
  ['member', 'says', 'zigbee2mqtt/bridge/request/permit_join', false],
  ['member', 'hears', 'zigbee2mqtt/Front door', true],
  ['guest', 'says', 'zigbee2mqtt/Front door/set', false],
  ['guest', 'says', 'gatehouse/v1/device/cam/command', false],
  ['guest', 'hears', 'zigbee2mqtt/Front door', true],
  ['guest', 'hears', 'zigbee2mqtt/Front door/set', false],
  ['guest', 'hears', 'gatehouse/v1/device/cam/image', false],
  ['installer', 'says', 'gatehouse/v1/device/cam/credential/offer', true],
  ['installer', 'says', 'zigbee2mqtt/Front door/set', false],
  ['installer', 'hears', 'gatehouse/v1/device/cam/credential/key', true],
  ['installer', 'hears', 'zigbee2mqtt/Front door', false],
  ['watcher', 'says', 'gatehouse/v1/alert/x', true],
  ['watcher', 'says', 'zigbee2mqtt/Front door/set', false],
  ['watcher', 'hears', 'zigbee2mqtt/Front door', true],
  ['watcher', 'says', 'gatehouse/v1/updates', false],
  ['watcher', 'says', 'zigbee2mqtt/bridge/request/device/ota_update/update', false],
  ['watcher-updates', 'says', 'gatehouse/v1/updates', true],
  ['watcher-updates', 'says', 'zigbee2mqtt/bridge/request/device/ota_update/update', true],
  ['watcher-updates', 'says', 'zigbee2mqtt/bridge/request/device/ota_update/update/downgrade', false],
  ['watcher-updates', 'says', 'zigbee2mqtt/bridge/request/permit_join', false],
  ['watcher-updates', 'says', 'zigbee2mqtt/Front door/set', false],
  ['watcher-updates', 'says', 'cmnd/heater/Upgrade', true],
  ['watcher-updates', 'says', 'cmnd/heater/OtaUrl', false],
  ['watcher-updates', 'says', 'cmnd/heater/POWER', false],
  ['watcher-updates', 'says', 'shellies/shelly1-aa/relay/0/command', false],
  ['watcher-updates', 'says', 'shellyplus1-aa/rpc', false],
  ['watcher-updates', 'says', 'gatehouse/v1/device/cam/command', false],
  ['watcher-updates-all', 'says', 'shellyplus1-aa/rpc', true],
  ['watcher-updates-all', 'says', 'zigbee2mqtt/Front door/set', false],
  ['approved', 'says', 'gatehouse/v1/device/approved/telemetry', true],
  ['approved', 'says', 'gatehouse/v1/device/approved/credential/proof/a', true],
  ['approved', 'says', 'gatehouse/v1/device/other/telemetry', false],
  ['newcomer', 'says', 'gatehouse/v1/device/newcomer/about', true],
  ['newcomer', 'says', 'gatehouse/v1/device/newcomer/telemetry', false],
  ['newcomer', 'hears', 'gatehouse/v1/device/newcomer/command', false],
  ['restricted', 'says', 'gatehouse/v1/device/restricted/about', false],
  ['restricted', 'hears', 'gatehouse/v1/device/restricted/command', false],
  ['banned', 'says', 'gatehouse/v1/device/banned/about', false],
];

/** So that even who may hear nothing can be told that what was sent before has passed. */
const marked = { name: 'marked', acls: hears('marker/#') };

/** MQTT 5 tells a refusal by its reason code, which the client throws. */
function isDone(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    () => false,
  );
}

describe.each(bothBrokers)('on %s', { timeout: 90_000 }, (_, start) => {
  let broker: ContractBroker;
  let security: DynamicSecurity;
  let leave: () => Promise<void>;

  beforeAll(async () => {
    broker = await start();
    const office = openWatchedBroker({ url: broker.url, ...root });
    await office.until('connected');
    security = openDynamicSecurity(office, { username: root.username, random: Math.random });
    leave = () => office.close();
    await Promise.all(personRoles.map(({ role }) => give(role.name.replace('gatehouse:', ''), [role])));
    for (const right of ['narrow', 'wide'] as const) {
      const role = updateRole(right)!; // both have one
      await give(role.name.replace('gatehouse:', ''), [role]);
    }
    for (const [name, barriers] of [
      ['approved', []],
      ['newcomer', [newcomerRole('newcomer')]],
      ['restricted', [restrictedRole]],
      ['banned', [bannedRole]],
    ] as const) {
      await give(name, [deviceRole(name), proofRole(name, 'a')]);
      await give(name, barriers, barrierPriority);
    }
    await give('speaker', [{ name: 'speaks', acls: says('#') }]);
    for (const who of new Set(probes.map(([name]) => name))) await give(who, [marked], barrierPriority + 1);
  }, 90_000);
  afterAll(async () => {
    await leave();
    await broker.stop();
  });

  async function enter(username: string): Promise<Guest> {
    const guest = knock(broker.url, { username, password: 'p', clientId: username, protocolVersion: 5 });
    await guest.next('connect');
    return guest;
  }

  async function give(username: string, roles: readonly Parameters<typeof ensureRole>[1][], priority = 0) {
    await security.createClient({ username, password: 'p' });
    for (const role of roles) {
      expect(await ensureRole(security, role)).toEqual({ outcome: 'done' });
      await security.run([{ command: 'addClientRole', username, rolename: role.name, priority }]);
    }
  }

  test('everybody may do what their role says, and nothing else', async () => {
    const speaker = await enter('speaker');
    const found: (typeof probes)[number][] = [];
    for (const [index, [who, act, topic]] of probes.entries()) {
      const guest = await enter(who);
      if (act === 'says') {
        found.push([who, act, topic, await isDone(guest.client.publishAsync(topic, 'x', { qos: 1 }))]);
      } else {
        const marker = `marker/${index}`;
        // whoever may ask for everything has to be kept from the rest at each delivery
        for (const filter of ['#', topic, marker]) await isDone(guest.client.subscribeAsync(filter, { qos: 1 }));
        await speaker.client.publishAsync(topic, 'x', { qos: 1 });
        await speaker.client.publishAsync(marker, 'x', { qos: 1 });
        await guest.heard(marker); // brokers keep the order: what was sent before is there
        found.push([who, act, topic, guest.topics.includes(topic)]);
      }
      await guest.client.endAsync(true);
    }
    await speaker.client.endAsync(true);
    expect(found).toEqual(probes);
  });

  test('a role of the same name with other rights is not handed out', async () => {
    const role = personRole('guest').role;
    const twin = { name: 'gatehouse:twin', acls: role.acls };
    expect(await ensureRole(security, twin)).toEqual({ outcome: 'done' });
    expect(await ensureRole(security, { ...twin, acls: role.acls.slice(1) })).toEqual({ outcome: 'foreign' });
  });
});

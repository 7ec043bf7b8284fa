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
import { notifyRole } from './notify-roles';
import { orderPriority, orderRole } from './order-roles';
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
type Probe = readonly [who: string, act: 'says' | 'hears', topic: string, may: boolean];
const spokenProbes: readonly Probe[] = [
  ['owner', 'says', 'cmnd/plug/Upgrade', true],
  ['owner', 'says', 'nukihub/maintenance/update', true],
  ['owner', 'says', 'gatehouse/v1/device/cam/firmware/offer', true],
  ['owner', 'says', 'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/firmwareUpdateOTA/set', true],
  ['member', 'says', 'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/firmwareUpdateOTA/set', false],
  ['member', 'says', 'cmnd/plug/Upgrade', false],
  ['member', 'says', 'nukihub/maintenance/update', false],
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
  ['installer', 'says', 'gatehouse/v1/device/cam/credential/offer', false],
  ['installer', 'says', 'zigbee2mqtt/bridge/request/permit_join', true],
  ['installer', 'says', 'zigbee2mqtt/Front door/set', false],
  ['installer', 'hears', 'gatehouse/v1/device/cam/credential/key', true],
  ['installer', 'hears', 'zigbee2mqtt/Front door', false],
  ['watcher', 'says', 'gatehouse/v1/alert/x', true],
  ['owner', 'says', 'gatehouse/v1/watcher/request', true],
  ['member', 'says', 'gatehouse/v1/watcher/request', true],
  ['guest', 'says', 'gatehouse/v1/watcher/request', false],
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
  ['watcher', 'says', 'home/alerts', false],
  ['watcher-tells', 'says', 'home/alerts', true],
  ['watcher-tells', 'says', 'zigbee2mqtt/Hall siren/set', true],
  ['watcher-tells', 'says', 'zigbee2mqtt/Hall siren/set/warning', false],
  ['watcher-tells', 'says', 'home/alerts/door', false],
  ['watcher-tells', 'says', 'home', false],
  ['watcher-tells', 'says', 'zigbee2mqtt/Front door/set', false],
  ['watcher-tells', 'hears', 'zigbee2mqtt/Hall siren/set', false],
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

/** Where a code or a new password is said in clear (or sealed), and what is said beside it that nobody is kept from. */
const secret = [
  'gatehouse/v1/device/cam/credential/offer',
  'gatehouse/v1/device/lock/command',
  'zigbee2mqtt/Front door/set',
  'zigbee2mqtt/Garage/Side door/set',
  'zigbee2mqtt/Front door/set/pin_code',
  'zigbee2mqtt/bridge/request/options',
  'house/z2m/bridge/request/install_code/add',
  'zigbee2mqtt/bridge/response/backup',
  'zwave/hall/door/user_code/endpoint_0/userCode/3/set',
  'zwave/hall/door/user_code/endpoint_0/userCode/3',
  'zwave/7/99/0/userCode/3',
  'alarmo/command',
  'cmnd/plug/Backlog2',
  'plug/cmnd/MqttPassword',
  'shellyplus1-aa/rpc',
  'house/shelly/rpc',
  'nukihub/configuration/action',
  'nukihub/lock/keypad/actionJson',
  'nukihub/lock/keypad/command/code',
  'homie/leak/$implementation/config/set',
  'home/gateway/commands/MQTTtoSYS/config',
  'zigbee2mqtt/bridge/logging',
  'house/z2m/bridge/logging',
  'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/accessControlSetCredential',
  'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/writeValue',
  'house/zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/writeValue',
] as const;
const open = [
  'zigbee2mqtt/Garage/Side door',
  'zigbee2mqtt/bridge/response/options',
  'zwave/hall/door/user_code/endpoint_0/userIdStatus/3',
  'stat/plug/RESULT',
  'gatehouse/rpc',
  'shellyplus1-aa/events/rpc',
  'house/shelly/events/rpc',
  'nukihub/configuration/commandResult',
  'nukihub/lock/keypad/json',
  'nukihub/lock/state',
  'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/getNodes',
  'house/zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/getNodes',
  'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/firmwareUpdateOTA',
] as const;
/** Where each program takes its commands. */
const commands = [
  'gatehouse/v1/device/cam/command',
  'zigbee2mqtt/Garage/Side door/set',
  'zigbee2mqtt/Front door/get',
  'zwave/hall/door/door_lock/endpoint_0/targetMode/set',
  'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/pollValue/set',
  'house/zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/getNodes/set',
  'alarmo/command',
  'cmnd/plug/POWER',
  'plug/cmnd/POWER2',
  'shellies/shelly1-aa/relay/0/command',
  'shellyplus1-aa/rpc',
  'nukihub/lock/action',
  'nukihub/lock/keypad/actionJson',
  'nukihub/lock/query/keypad',
  'nuki/3c91d07e/lockAction',
  'homie/gate/door/open/set',
  'ring/loc/camera/1/light/command',
  'node/switch/relay/command',
  'esphome/discover',
  'wled/shelf',
  'frigate/drive/motion/set',
  'wyzebridge/drive/alarm/set',
] as const;
/** Not even the owner sets devices up, speaks in their name, or in that of the broker. */
const nobodys = [
  'cmnd/plug/MqttPassword',
  'cmnd/plug/Backlog2',
  'nukihub/configuration/action',
  'nukihub/lock/state',
  'gatehouse/rpc',
  'shellyplus1-aa/events/rpc',
  'zigbee2mqtt/Front door',
  'tele/plug/LWT',
  'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/startInclusion/set',
  'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/startInclusion/x/set',
  'house/zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/removeFailedNode/set',
  'zwave/_CLIENTS/ZWAVE_GATEWAY-z/api/getNodes',
  'homie/leak/$implementation/config/set',
  'house/homie/leak/$implementation/config/set',
] as const;
/** Orders that can hold no code, which a watcher may be allowed to hear, and who would have it that they stay hidden. */
const plainOrders = [
  'zwave/hall/door/door_lock/endpoint_0/targetMode/set',
  'zwave/7/98/0/targetMode/set',
  'house/zwave/hall/lamp/switch_binary/endpoint_0/targetValue/set',
  'cmnd/plug/POWER',
  'plug/cmnd/POWER2',
  'shellies/shelly1-aa/relay/0/command',
  'frigate/drive/motion/set',
  'wyzebridge/drive/alarm/set',
  'ring/loc/camera/1/light/command',
  'ring/loc/alarm/2/lock/command',
] as const;
const besides = ['nukihub/lock/action', 'nuki/3c91d07e/lockAction'] as const;

const probes: readonly Probe[] = [
  ...spokenProbes,
  ...plainOrders.flatMap((topic): readonly Probe[] => [
    ['watcher', 'hears', topic, false],
    ['watcher-orders', 'hears', topic, true],
    ['watcher-orders', 'says', topic, false],
  ]),
  ...besides.map((topic): Probe => ['watcher-orders', 'hears', topic, true]),
  ...[...secret, 'ring/loc/alarm/2/alarm/command', 'shellies/shelly1-aa/command', 'homie/gate/door/open/set'].map(
    (topic): Probe => ['watcher-orders', 'hears', topic, false],
  ),
  ...['owner', 'member', 'guest', 'watcher'].flatMap((who) => [
    ...secret.map((topic): Probe => [who, 'hears', topic, false]),
    ...open.map((topic): Probe => [who, 'hears', topic, true]),
  ]),
  ...['owner', 'member', 'guest'].flatMap((who) => [
    ...commands.map((topic): Probe => [who, 'says', topic, who !== 'guest']),
    ...nobodys.map((topic): Probe => [who, 'says', topic, false]),
  ]),
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
    for (const [name, role, priority] of [
      ['watcher-orders', orderRole('plain')!, orderPriority], // it has one
      ['watcher-tells', notifyRole('watcher-tells', ['home/alerts', 'zigbee2mqtt/Hall siren/set'])!, 0], // for two topics
    ] as const) {
      await give(name, [personRole('watcher').role]);
      await give(name, [role], priority);
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
    const found: Probe[] = [];
    for (const who of new Set(probes.map(([name]) => name))) {
      const guest = await enter(who);
      const own = probes.filter(([name]) => name === who);
      // whoever may ask for everything has to be kept from the rest at each delivery
      for (const filter of new Set([
        '#',
        'marker/#',
        ...own.flatMap(([, act, topic]) => (act === 'hears' ? topic : [])),
      ]))
        await isDone(guest.client.subscribeAsync(filter, { qos: 1 }));
      for (const [, act, topic] of own) {
        if (act === 'hears') await speaker.client.publishAsync(topic, 'x', { qos: 1 });
      }
      await speaker.client.publishAsync('marker/end', 'x', { qos: 1 });
      await guest.heard('marker/end'); // brokers keep the order: what was sent before is there
      const heard = new Set(guest.topics);
      for (const [, act, topic] of own) {
        const may =
          act === 'hears' ? heard.has(topic) : await isDone(guest.client.publishAsync(topic, 'x', { qos: 1 }));
        found.push([who, act, topic, may]);
      }
      await guest.client.endAsync(true);
    }
    await speaker.client.endAsync(true);
    const told = (list: readonly Probe[]) => list.map((probe) => probe.join(' ')).toSorted();
    expect(told(found)).toEqual(told(probes));
  });

  test('a role of the same name with other rights is not handed out', async () => {
    const role = personRole('guest').role;
    const twin = { name: 'gatehouse:twin', acls: role.acls };
    expect(await ensureRole(security, twin)).toEqual({ outcome: 'done' });
    expect(await ensureRole(security, { ...twin, acls: role.acls.slice(1) })).toEqual({ outcome: 'foreign' });
  });
});

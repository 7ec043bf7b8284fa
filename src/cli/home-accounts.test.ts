import { describe, expect, test } from 'vitest';

import { homeAccounts, withDevice } from './home-accounts';
import { hashPassword } from '@/embedded-broker/password';
import { mayReceive, maySend, maySubscribe, rightsOf } from '@/embedded-broker/permissions';

const password = await hashPassword('right', { iterations: 10 });
const devices = new Map([
  ['cam', password],
  ['other', password],
]);
const plug = {
  username: 'plug',
  password,
  clientId: 'DVES_1',
  says: ['tele/plug/#'],
  hears: ['cmnd/plug/#'],
};
const accounts = homeAccounts({ admin: password, owner: password, bridge: password, devices, programs: [plug] });

describe('the owner', () => {
  const owner = rightsOf(accounts, 'owner');

  test.each([
    'zigbee2mqtt/Front door/set',
    'zigbee2mqtt/Ground floor/Kitchen/Window/set',
    'zigbee2mqtt/Front door/get',
    'zigbee2mqtt/bridge/request/health_check',
    'zigbee2mqtt/bridge/request/device/ota_update/check',
    'gatehouse/v1/names',
    'gatehouse/v1/alert/a-1',
    'gatehouse/v1/device/cam/command',
  ])('may publish %s', (topic) => {
    expect(maySend(owner, topic)).toBe(true);
  });

  test.each([
    'zigbee2mqtt/Front door',
    'zigbee2mqtt/Front door/availability',
    'zigbee2mqtt/bridge/state',
    'zigbee2mqtt/bridge/devices',
    'homeassistant/lock/front/config',
    '$CONTROL/dynamic-security/v1',
    '$SYS/broker/version',
    'gatehouse/v1/device/cam/about',
    'gatehouse/v1/device/cam/image',
    'gatehouse/v1/device/cam/credential/offer',
    'gatehouse/v1/device/cam/credential/proof/b',
    'gatehouse/v1/device/cam/command/x',
  ])('may not publish %s in the name of a device or of the broker', (topic) => {
    expect(maySend(owner, topic)).toBe(false);
  });

  test('sees everything of the home and what the broker tells of it, and nothing of the administration', () => {
    expect(maySubscribe(owner, 'zigbee2mqtt/+/availability')).toBe(true);
    expect(mayReceive(owner, 'zigbee2mqtt/Ground floor/Kitchen/Window')).toBe(true);
    expect(maySubscribe(owner, '$CONTROL/#')).toBe(true); // as Mosquitto grants it
    expect(mayReceive(owner, '$CONTROL/dynamic-security/v1/response')).toBe(false); // and then brings nothing
    expect(mayReceive(owner, '$SYS/broker/log/N')).toBe(true);
  });

  test('is never delivered a new password of a device, however broadly it subscribes', () => {
    expect(mayReceive(owner, 'gatehouse/v1/device/cam/credential/offer')).toBe(false);
    expect(mayReceive(owner, 'gatehouse/v1/device/cam/credential/key')).toBe(true);
  });

  test('may send codes to locks and is delivered none that others send', () => {
    for (const topic of [
      'zigbee2mqtt/Front door/set',
      'zigbee2mqtt/Garage/Side door/set',
      'gatehouse/v1/device/cam/command',
    ]) {
      expect(maySend(owner, topic), topic).toBe(true);
      expect(mayReceive(owner, topic), topic).toBe(false);
    }
    expect(mayReceive(owner, 'zigbee2mqtt/Garage/Side door')).toBe(true);
  });
});

describe('a program with an account of its own', () => {
  const program = rightsOf(accounts, 'plug');
  const owner = rightsOf(accounts, 'owner');

  test('says what is its own, hears what is for it, and nothing else', () => {
    expect(maySend(program, 'tele/plug/LWT')).toBe(true);
    expect(mayReceive(program, 'cmnd/plug/Backlog2')).toBe(true);
    expect(maySend(program, 'tele/other/LWT')).toBe(false);
    expect(mayReceive(program, 'zigbee2mqtt/Front door')).toBe(false);
    expect(accounts.accounts.get('plug')?.clientId).toBe('DVES_1');
  });

  test('is commanded by the owner, who never hears what it is told, however broadly he subscribes', () => {
    expect(maySend(owner, 'cmnd/plug/POWER')).toBe(true);
    expect(maySend(owner, 'cmnd/plug/MqttPassword')).toBe(false);
    expect(mayReceive(owner, 'cmnd/plug/MqttPassword')).toBe(false);
    expect(mayReceive(owner, 'tele/plug/LWT')).toBe(true);
  });
});

describe('the bridge', () => {
  const bridge = rightsOf(accounts, 'zigbee2mqtt');

  test('speaks below its own topic and nowhere else', () => {
    expect(maySend(bridge, 'zigbee2mqtt/Front door')).toBe(true);
    expect(maySubscribe(bridge, 'zigbee2mqtt/#')).toBe(true);
    expect(maySend(bridge, 'gatehouse/v1/names')).toBe(false);
    expect(mayReceive(bridge, 'gatehouse/v1/names')).toBe(false);
  });

  test('is bound to its client id, so that its password alone opens nothing', () => {
    expect(accounts.accounts.get('zigbee2mqtt')?.clientId).toBe('zigbee2mqtt');
  });
});

describe('a device', () => {
  const camera = rightsOf(accounts, 'cam.a');

  test('speaks for itself and for nobody else', () => {
    for (const what of [
      'about',
      'status',
      'telemetry',
      'event',
      'reply',
      'image',
      'credential/key',
      'credential/proof/a',
    ]) {
      expect(maySend(camera, `gatehouse/v1/device/cam/${what}`), what).toBe(true);
      expect(maySend(camera, `gatehouse/v1/device/other/${what}`), what).toBe(false);
    }
  });

  test('hears its commands and its new passwords, and nothing of the home', () => {
    for (const what of ['command', 'credential/offer']) {
      expect(maySubscribe(camera, `gatehouse/v1/device/cam/${what}`)).toBe(true);
      expect(mayReceive(camera, `gatehouse/v1/device/cam/${what}`)).toBe(true);
      expect(mayReceive(camera, `gatehouse/v1/device/other/${what}`)).toBe(false);
    }
    expect(mayReceive(camera, 'zigbee2mqtt/Front door')).toBe(false);
    expect(maySend(camera, 'gatehouse/v1/device/cam/command')).toBe(false);
  });

  test('cannot claim that it logged in with the account it did not use', () => {
    expect(maySend(camera, 'gatehouse/v1/device/cam/credential/proof/b')).toBe(false);
    const both = withDevice(accounts, 'cam', 'b', password);
    expect(maySend(rightsOf(both, 'cam.b'), 'gatehouse/v1/device/cam/credential/proof/b')).toBe(true);
    expect(maySend(rightsOf(both, 'cam.b'), 'gatehouse/v1/device/cam/credential/proof/a')).toBe(false);
    expect(both.accounts.get('cam.b')?.clientId).toBe('cam');
  });
});

test('the administrator administers, hears the broker itself, and may speak as anybody', () => {
  const admin = rightsOf(accounts, 'admin');
  expect(maySend(admin, '$CONTROL/dynamic-security/v1')).toBe(true);
  expect(mayReceive(admin, '$CONTROL/dynamic-security/v1/response')).toBe(true);
  expect(maySubscribe(admin, '$SYS/#')).toBe(true);
  expect(maySend(admin, 'zigbee2mqtt/Front door/set')).toBe(true);
});

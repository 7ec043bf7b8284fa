import { describe, expect, test } from 'vitest';

import { homeAccounts } from './home-accounts';
import { hashPassword } from './password';
import { mayReceive, maySend, maySubscribe, rightsOf } from './permissions';

const password = await hashPassword('right', { iterations: 10 });
const accounts = homeAccounts({ admin: password, owner: password, bridge: password });

describe('the owner', () => {
  const owner = rightsOf(accounts, 'owner');

  test.each([
    'zigbee2mqtt/Front door/set',
    'zigbee2mqtt/Ground floor/Kitchen/Window/set',
    'zigbee2mqtt/Front door/get',
    'zigbee2mqtt/bridge/request/health_check',
    'zigbee2mqtt/bridge/request/device/ota_update/check',
    'gatehouse/v1/names',
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
  ])('may not publish %s in the name of a device or of the broker', (topic) => {
    expect(maySend(owner, topic)).toBe(false);
  });

  test('sees everything of the home and nothing of the administration', () => {
    expect(maySubscribe(owner, 'zigbee2mqtt/+/availability')).toBe(true);
    expect(mayReceive(owner, 'zigbee2mqtt/Ground floor/Kitchen/Window')).toBe(true);
    expect(maySubscribe(owner, '$CONTROL/#')).toBe(true); // as Mosquitto grants it
    expect(mayReceive(owner, '$CONTROL/dynamic-security/v1/response')).toBe(false); // and then brings nothing
    expect(mayReceive(owner, '$SYS/broker/log/N')).toBe(false);
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

test('the administrator administers, hears the broker itself, and may speak as anybody', () => {
  const admin = rightsOf(accounts, 'admin');
  expect(maySend(admin, '$CONTROL/dynamic-security/v1')).toBe(true);
  expect(mayReceive(admin, '$CONTROL/dynamic-security/v1/response')).toBe(true);
  expect(maySubscribe(admin, '$SYS/#')).toBe(true);
  expect(maySend(admin, 'zigbee2mqtt/Front door/set')).toBe(true);
});

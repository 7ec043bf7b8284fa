import { allow, noAccounts, openAccount, withAccount, withRole, type Acl, type Accounts, type Role } from './accounts';
import type { PasswordHash } from './password';

/** The passwords of a home on the embedded broker; null where they are only known to whoever creates it elsewhere. */
export type HomePasswords = {
  readonly admin: PasswordHash | null;
  readonly owner: PasswordHash | null;
  readonly bridge: PasswordHash | null;
};

/** Zigbee2MQTT names may hold slashes, and no wildcard matches "any levels, then set": so one rule a depth. */
const nameLevels = 8;

/** Whoever may administer could give themselves any right: holding some back would only look safe. */
const administrator: Role = {
  name: 'administrator',
  acls: ['#', '$SYS/#', '$CONTROL/dynamic-security/#'].flatMap((topic) => [
    ...hears(topic),
    allow('publishClientSend', topic),
  ]),
};

/** Sees the whole home and commands its devices; cannot speak in their name, nor administer the broker. */
const homeowner: Role = {
  name: 'homeowner',
  acls: [
    ...hears('#'),
    ...commandTopics().map((topic) => allow('publishClientSend', topic)),
    allow('publishClientSend', 'zigbee2mqtt/bridge/request/#'),
    allow('publishClientSend', 'gatehouse/v1/#'),
  ],
};

/** Zigbee2MQTT: everything below its base topic is its own, and nothing else is. */
const zigbeeBridge: Role = {
  name: 'zigbee2mqtt',
  acls: [...hears('zigbee2mqtt/#'), allow('publishClientSend', 'zigbee2mqtt/#')],
};

/** `admin`, `owner` (the page of the demo) and `zigbee2mqtt` (bound to that client id). */
export function homeAccounts(passwords: HomePasswords): Accounts {
  const roles = [administrator, homeowner, zigbeeBridge].reduce(withRole, noAccounts);
  return [
    openAccount('admin', passwords.admin, [administrator.name]),
    openAccount('owner', passwords.owner, [homeowner.name]),
    { ...openAccount('zigbee2mqtt', passwords.bridge, [zigbeeBridge.name]), clientId: 'zigbee2mqtt' },
  ].reduce(withAccount, roles);
}

function hears(topic: string): readonly Acl[] {
  return [allow('subscribePattern', topic), allow('publishClientReceive', topic)];
}

function commandTopics(): readonly string[] {
  return Array.from({ length: nameLevels }, (_, index) => `zigbee2mqtt/${'+/'.repeat(index + 1)}`).flatMap((name) => [
    `${name}set`,
    `${name}get`,
  ]);
}

import type { NewRole } from '../authority/authority';
import { commandsEveryDevice, updatesEveryDevice } from './commands-of-people';
import { hears, says } from './rules';
import { hearsTheHome } from './told-in-secret';

/** What a person is in this home. */
export const personRoleNames = ['owner', 'member', 'guest', 'installer', 'watcher'] as const;
export type PersonRoleName = (typeof personRoleNames)[number];

/** A role of a person, as the broker holds it and as people speak of it. */
export type PersonRole = {
  readonly name: PersonRoleName;
  readonly label: string;
  /** what it may and may not, in one sentence */
  readonly sentence: string;
  readonly role: NewRole;
};

/** Pictures from inside the house (Gatehouse's profile, Frigate, ring-mqtt). */
const pictures = ['gatehouse/v1/device/+/image', 'frigate/+/+/snapshot', 'ring/+/camera/+/snapshot/image'] as const;
const alerts = 'gatehouse/v1/alert/#';
/** what is asked of the watcher: to tell everybody something, as a test (`session/watching/watcher-line.ts`) */
const watcherRequests = 'gatehouse/v1/watcher/request';

/**
 * The people of a home as roles of the broker (CREDENTIALS.md 1.7). What a role may do is decided by topics alone: a broker
 * does not look into messages, so who may command one lamp of a bridge may command its locks too.
 */
export const personRoles: readonly PersonRole[] = [
  {
    name: 'owner',
    label: 'Owner',
    sentence: 'Sees the whole home, commands every device, and lets new devices join.',
    role: {
      name: 'gatehouse:owner',
      acls: [
        ...hearsTheHome(),
        ...hears('$SYS/broker/#'),
        ...commandsEveryDevice(),
        ...updatesEveryDevice(),
        ...says('zigbee2mqtt/bridge/request/#', alerts),
        ...says('gatehouse/v1/names', 'gatehouse/v1/updates', 'gatehouse/v1/posture', 'gatehouse/v1/watcher'),
        ...says(watcherRequests),
      ],
    },
  },
  {
    name: 'member',
    label: 'Member',
    sentence: 'Sees the whole home and commands every device, locks too. Lets no new device join.',
    role: {
      name: 'gatehouse:member',
      acls: [...hearsTheHome(), ...commandsEveryDevice(), ...says(alerts, watcherRequests)],
    },
  },
  {
    name: 'guest',
    label: 'Guest',
    sentence: 'Sees how the home is. Commands nothing, unlocks nothing, and sees no pictures of the cameras.',
    role: {
      name: 'gatehouse:guest',
      acls: hearsTheHome(...pictures),
    },
  },
  {
    name: 'installer',
    label: 'Installer',
    sentence: 'Brings in new devices until a day that you choose. Sees no state of the home and commands nothing else.',
    role: {
      name: 'gatehouse:installer',
      acls: [
        ...hears(
          ...['about', 'status', 'credential/key', 'credential/proof/+', 'certificate/request', 'firmware/state'].map(
            (what) => `gatehouse/v1/device/+/${what}`,
          ),
          'gatehouse/v1/names',
          'zigbee2mqtt/bridge/state',
          'zigbee2mqtt/bridge/devices',
          'zigbee2mqtt/bridge/response/permit_join',
        ),
        // no offers: what is sealed says not by whom, and a device takes no lower number after it
        ...says('zigbee2mqtt/bridge/request/permit_join'),
      ],
    },
  },
  {
    name: 'watcher',
    label: 'Watcher',
    sentence: 'A program that looks out for trouble: sees the whole home, raises alerts, commands nothing.',
    role: {
      name: 'gatehouse:watcher',
      acls: [...hearsTheHome(), ...hears('$SYS/#'), ...says(alerts, 'gatehouse/v1/watcher', 'gatehouse/v1/posture')],
    },
  },
];

/** Roles that a home had before Gatehouse gave people theirs, and what they come to. */
const olderNames: ReadonlyMap<string, PersonRoleName> = new Map([['homeowner', 'owner']]);

export function personRole(name: PersonRoleName): PersonRole {
  return personRoles.find((one) => one.name === name)!; // each name has its role: a test says so
}

/** Which person's role this role of the broker is; null: none. */
export function personRoleOf(role: string): PersonRoleName | null {
  return personRoles.find((one) => one.role.name === role)?.name ?? olderNames.get(role) ?? null;
}

import { expect, test } from 'vitest';

import { zigbee2mqtt } from '@/conventions/zigbee2mqtt/zigbee2mqtt';
import type { ClientRecord } from '@/credentials/authority/records';
import type { AccountBook } from '@/credentials/rights/account-book';
import { account, book } from '@/credentials/rights/books.testing';
import { openSeenLogins } from '@/credentials/rights/log-ins';
import { personRole } from '@/credentials/roles/person-roles';

import { openPipeline } from '../../hearing/pipeline';
import { rightsAnswer } from './rights-answer';

const lock = {
  type: 'lock',
  features: [{ name: 'state', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' }],
};
const door = { ieee_address: '0xa1', friendly_name: 'Front door', type: 'EndDevice', definition: { exposes: [lock] } };

function homeWithDoor() {
  const pipeline = openPipeline([zigbee2mqtt], () => {});
  const said = { 'z/bridge/state': { state: 'online' }, 'z/bridge/devices': [door] };
  for (const [topic, value] of Object.entries(said)) {
    const payload = new TextEncoder().encode(JSON.stringify(value));
    pipeline.hear({ topic, payload, retained: true, at: 1 });
  }
  return pipeline;
}

/** What the page says where these accounts are. */
function answerOf(home: AccountBook) {
  const clients = home.accounts.map(
    ({ username }) => ({ username, textDescription: null, connections: null }) as ClientRecord, // all of it that is asked
  );
  const answer = rightsAnswer({
    read: { book: home, clients, roleNames: [] },
    pipeline: homeWithDoor(),
    seen: openSeenLogins(),
    strangers: { tried: false },
    administrator: 'admin',
    watchedSince: null,
    certified: new Set(),
    now: 0,
  });
  if (answer.outcome !== 'listed') throw new Error('It was not listed.');
  return answer;
}

test('what each role of an account lets it do stands in words beside its name, whatever the name says', () => {
  const roles = { harmless: ['+send #'], family: ['+hear z/#', '+send z/+/set'] };
  const home = book({
    roles,
    groups: { house: ['family'] },
    accounts: [account('anna', ['harmless'], { groups: [{ name: 'house', priority: 0 }] })],
  });
  expect(answerOf(home).clients[0]?.roles).toEqual([
    { name: 'the role “harmless”', words: 'Writes everything' },
    { name: 'the group “house”', words: 'Speaks below z/set' },
  ]);
});

test('a role of Gatehouse is told by what it is for, unless somebody gave it other rights', () => {
  const guest = personRole('guest');
  const anna = {
    ...book({ accounts: [account('anna', [guest.role.name])] }),
    roles: new Map([[guest.role.name, guest.role.acls]]),
  };
  expect(answerOf(anna).clients[0]?.roles[0]?.words).toBe(`${guest.label}. ${guest.sentence}`);
  const changed = {
    ...anna,
    roles: new Map([[guest.role.name, [{ type: 'publishClientSend', topic: '#', allow: true } as const]]]),
  };
  expect(answerOf(changed).clients[0]?.roles[0]?.words).toBe('Writes everything');
});

test('an account that was made for a certificate is asked about the door though it is switched off', () => {
  const home = book({
    roles: { family: ['+send z/+/set'] },
    accounts: ['cam', 'anna'].map((name) => account(name, ['family'], { disabled: true })),
  });
  const [thing] = answerOf({ ...home, certified: new Set(['cam']) }).things;
  expect(thing?.openers).toMatchObject([{ username: 'cam', needsCertificate: true }]);
});

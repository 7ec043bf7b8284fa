import { startMosquitto } from '@/broker/mosquitto.testing';
import { root, rootOnly } from '@/embedded-broker/dynamic-security/commands.testing';
import { openEmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { hashPassword } from '@/embedded-broker/password';

/** A broker with one account, `root`, that may administer it and hear everything. */
export type ContractBroker = {
  readonly url: string;
  /** of the embedded broker the version of Mosquitto whose ways it has */
  readonly ways: 'embedded' | '2.0' | '2.1';
  stop(): Promise<void>;
};

/** The two that one contract holds for. */
export const bothBrokers: readonly (readonly [name: string, start: () => Promise<ContractBroker>])[] = [
  ['the embedded broker', startEmbedded],
  ['Mosquitto', startReal],
];

async function startEmbedded(): Promise<ContractBroker> {
  const account = rootOnly.accounts.get(root.username)!; // the only one
  const password = await hashPassword(root.password, { iterations: 10 });
  const accounts = { ...rootOnly, accounts: new Map([[root.username, { ...account, password }]]) };
  const broker = await openEmbeddedBroker({ port: 0, accounts, hashIterations: 10 });
  return { url: broker.url, ways: 'embedded', stop: () => broker.close() };
}

async function startReal(): Promise<ContractBroker> {
  const { wsUrl, version, stop } = await startMosquitto({ dynamicSecurity: { admin: root } });
  return { url: wsUrl, ways: version.startsWith('2.0.') ? '2.0' : '2.1', stop };
}

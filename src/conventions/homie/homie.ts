import type { Command } from '@/core/command';
import type { WayIn } from '@/core/log-ins/way-in';
import type { Message, Outgoing } from '@/core/message';

import { commandTopics } from '../command-topics';
import { problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { wordOf } from '../plain';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import { openPending } from '../pending';
import type { HomieDevice } from './device';
import { changeLogin } from './login';
import { homieSign } from './sign';
import { isHomieState, openTree, type Tree } from './tree';

const announcement5 = /^([^/]+\/5)\/[^/]+\/\$state$/;
const announcement = /^(.+)\/[^/]+\/\$(?:state|homie)$/;

/** The Homie convention 3, 4 and 5 (homieiot.github.io), on any base topics. */
export const homie: Convention = { name: homieSign.name, open: openReader };

function openReader(): Reader {
  const trees = openBases<Tree>();
  const pending = openPending();

  function read(message: Message): Decoded | null {
    const tree = trees.of(message.topic);
    if (tree !== null && !isOtherVersion(tree, message.topic)) return tree.read(message);
    const opened = openAnnounced(message);
    if (opened === null) return null;
    if (!trees.add(opened)) return problem(message.topic, 'There are more Homie bases than Gatehouse listens to');
    const decoded = opened.read(message);
    const held = pending.take((topic) => topic.startsWith(opened.prefix)).map((one) => opened.read(one));
    return {
      ...decoded,
      observations: [...decoded.observations, ...held.flatMap(({ observations }) => observations)],
    };
  }

  function deviceOf(voice: string): HomieDevice | null {
    for (const tree of trees.all()) {
      const device = tree.deviceOf(voice);
      if (device !== undefined) return device;
    }
    return null;
  }

  return openPlainReader(
    {
      convention: 'homie',
      read,
      hold(message) {
        if (homieSign.isIn(message)) pending.hold(message);
      },
      filters: () => [...homieSign.filters, ...[...trees.all()].flatMap((tree) => tree.filters())],
      encode(voice, command) {
        const device = deviceOf(voice);
        return device === null ? null : encodeCommand(device, command);
      },
      speech(voice) {
        const device = deviceOf(voice);
        return device === null ? null : { says: [`${device.topic}/#`], hears: [`${device.topic}/#`] };
      },
      waysIn(voice) {
        const device = deviceOf(voice);
        return device === null ? [] : waysInto(device);
      },
      changeLogin(voice, login) {
        const device = deviceOf(voice);
        return device?.takesConfiguration() ? changeLogin(device.topic, login) : null;
      },
    },
    () => [...trees.all()].reduce((sum, tree) => sum + tree.filtersRevision + 1, 0),
  );
}

/** Version 5 lives one level below the base of versions 3 and 4. */
function isOtherVersion({ prefix }: Tree, topic: string): boolean {
  return !prefix.endsWith('/5/') && topic.startsWith('5/', prefix.length) && announcement5.test(topic);
}

function openAnnounced(message: Message): Tree | null {
  const { topic } = message;
  const isState = topic.endsWith('/$state');
  if (!isState && !topic.endsWith('/$homie')) return null;
  const word = wordOf(message);
  if (word === null || !(isState ? isHomieState(word) : /^\d+\.\d+/.test(word))) return null;
  const base5 = announcement5.exec(topic)?.[1];
  if (base5 !== undefined) return openTree(base5, true);
  const base = announcement.exec(topic)?.[1];
  return base === undefined || base.startsWith('$') ? null : openTree(base, false);
}

/** The property that takes the command is set; what the device then does is seen in the property itself. */
function encodeCommand(device: HomieDevice, command: Command): readonly Outgoing[] | null {
  const wanted = wantedOf(command);
  if (wanted === null) return null;
  for (const [path, { capability, ask }] of device.readings()) {
    const payload = capability === wanted.capability ? ask[wanted.ask] : undefined;
    if (payload !== undefined) return [{ topic: `${device.topic}/${path}/set`, payload, qos: 1 }];
  }
  return null;
}

const mostWays = 64;

/** Every property that can be set, whatever it means (homieiot/convention, "Property command topic"). */
function waysInto({ topic, description }: HomieDevice): readonly WayIn[] {
  const { properties } = description();
  const settable = properties.filter((property) => property.settable).slice(0, mostWays);
  return commandTopics(settable.map(({ path }) => `${topic}/${path}/set`));
}

type Wanted = { readonly capability: string; readonly ask: 'lock' | 'unlock' | 'on' | 'off' };

function wantedOf(command: Command): Wanted | null {
  switch (command.type) {
    case 'lock':
    case 'unlock':
      return { capability: 'lock', ask: command.type };
    case 'switch':
      return { capability: 'switch', ask: command.on ? 'on' : 'off' };
    case 'siren':
      return { capability: 'siren', ask: command.sounding ? 'on' : 'off' };
    case 'check-for-update':
    case 'update':
    case 'take-picture':
    case 'privacy':
    case 'refresh':
    case 'schedule-update':
    case 'call-off-update':
      return null;
  }
}

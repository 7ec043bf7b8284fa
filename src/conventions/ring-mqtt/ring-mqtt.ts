import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';

import { problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { lowerWordOf } from '../plain';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import type { RingDevice } from './device';
import { openLocation, type Location } from './location';

/**
 * Nothing is retained: a device is found when the bridge next says its status, which it does when it starts and when Home
 * Assistant does. The category in the topic keeps these filters narrow on any base.
 */
const categories = ['alarm', 'camera', 'chime', 'intercom', 'lighting'] as const;
const discovery = categories.map((category) => `+/+/${category}/+/status`);
const announcement = new RegExp(`^([^/]+/[^/]+)/(?:${categories.join('|')})/[^/]+/status$`);

/** ring-mqtt (github.com/tsightler/ring-mqtt), 5 and later, any number of locations. */
export const ringMqtt: Convention = { name: 'ring-mqtt', open: openReader };

function openReader(): Reader {
  const locations = openBases<Location>();

  function read(message: Message): Decoded | null {
    const known = locations.of(message.topic);
    if (known !== null) return known.read(message);
    if (!message.topic.endsWith('/status')) return null;
    const base = announcement.exec(message.topic)?.[1];
    const word = base === undefined ? null : lowerWordOf(message);
    if (base === undefined || base.startsWith('$') || (word !== 'online' && word !== 'offline')) return null;
    const opened = openLocation(base);
    if (!locations.add(opened)) return problem(message.topic, 'There are more locations than Gatehouse listens to');
    return opened.read(message);
  }

  return openPlainReader(
    {
      convention: 'ring-mqtt',
      read,
      filters: () => [...discovery, ...[...locations.all()].flatMap((location) => location.filters())],
      encode(voice, command) {
        for (const location of locations.all()) {
          const device = location.deviceOf(voice);
          if (device !== undefined) return encodeCommand(device, command);
        }
        return null;
      },
    },
    () => [...locations.all()].length,
  );
}

function encodeCommand(device: RingDevice, command: Command): readonly Outgoing[] | null {
  const tell = (entity: string, payload: string): readonly Outgoing[] | null =>
    device.entities.has(entity) ? [{ topic: `${device.topic}/${entity}/command`, payload, qos: 1 }] : null;
  switch (command.type) {
    case 'lock':
      return tell('lock', 'LOCK');
    case 'unlock':
      return tell('lock', 'UNLOCK');
    case 'switch':
      return tell('switch', command.on ? 'ON' : 'OFF');
    case 'siren':
      return tell('siren', command.sounding ? 'ON' : 'OFF');
    case 'check-for-update':
    case 'update':
    case 'take-picture':
    case 'refresh':
      return null;
  }
}

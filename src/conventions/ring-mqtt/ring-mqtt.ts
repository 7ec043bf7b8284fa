import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';

import { commandTopics } from '../command-topics';
import { problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { lowerWordOf } from '../plain';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import type { RingDevice } from './device';
import { openLocation, type Location } from './location';
import { baseAnnouncedBy, ringMqttSign } from './sign';

/** ring-mqtt (github.com/tsightler/ring-mqtt), 5 and later, any number of locations. */
export const ringMqtt: Convention = { name: ringMqttSign.name, open: openReader };

function openReader(): Reader {
  const locations = openBases<Location>();

  function read(message: Message): Decoded | null {
    const known = locations.of(message.topic);
    if (known !== null) return known.read(message);
    const base = baseAnnouncedBy(message.topic);
    const word = base === null ? null : lowerWordOf(message);
    if (base === null || (word !== 'online' && word !== 'offline')) return null;
    const opened = openLocation(base);
    if (!locations.add(opened)) return problem(message.topic, 'There are more locations than Gatehouse listens to');
    return opened.read(message);
  }

  return openPlainReader(
    {
      convention: 'ring-mqtt',
      read,
      filters: () => [...ringMqttSign.filters, ...[...locations.all()].flatMap((location) => location.filters())],
      waysIn: (voice) =>
        [...locations.all()].flatMap((location) => {
          const device = location.deviceOf(voice);
          return device === undefined ? [] : commandTopics([`${device.topic}/+/command`]);
        }),
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
    case 'privacy':
    case 'refresh':
    case 'schedule-update':
    case 'call-off-update':
      return null;
  }
}

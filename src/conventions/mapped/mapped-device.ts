import type { Command } from '@/core/command';
import { commandable, mappedKindOf, mappingKey, type Mapping } from '@/core/mapping';
import type { Outgoing } from '@/core/message';
import type { Capability, Fact, VoiceKey } from '@/core/observation';

export function voiceOf(mapping: Mapping): VoiceKey {
  return `mapped:${mappingKey(mapping)}`;
}

/** The device as a person described it. It can be commanded only where somebody said how. */
export function identityOf(mapping: Mapping): Fact {
  const { kind, capabilities } = mappedKindOf(mapping.kind);
  return {
    type: 'identity',
    identifiers: [],
    name: mapping.name,
    nameIsDerived: false,
    room: mapping.room,
    vendor: null,
    model: null,
    kind,
    capabilities: [...(isReadOnly(mapping) ? [] : capabilities), ...sideCapabilities(mapping)],
    power: null,
    via: null,
    disabled: false,
  };
}

function isReadOnly({ kind, command }: Mapping): boolean {
  const meanings = commandable(kind);
  return !meanings.every(({ means }) => command?.payloads.some((one) => one.means === means) === true);
}

function sideCapabilities({ readings }: Mapping): readonly Capability[] {
  const told = new Set(readings.map(({ aspect }) => aspect));
  const battery = told.has('battery') || told.has('battery-low');
  return [...(battery ? ['battery' as const] : []), ...(told.has('tamper') ? ['tamper' as const] : [])];
}

/** null: nobody said how this is commanded */
export function encodeCommand({ kind, command }: Mapping, wanted: Command): readonly Outgoing[] | null {
  const means = meaningOf(wanted);
  if (command === null || !commandable(kind).some((one) => one.means === means)) return null;
  const payload = command.payloads.find((one) => one.means === means)?.payload;
  return payload === undefined ? null : [{ topic: command.topic, payload, qos: 1 }];
}

function meaningOf(command: Command): string | null {
  switch (command.type) {
    case 'lock':
      return 'locked';
    case 'unlock':
      return 'unlocked';
    case 'switch':
      return command.on ? 'on' : 'off';
    case 'siren':
      return command.sounding ? 'sounding' : 'silent';
    case 'check-for-update':
    case 'update':
    case 'take-picture':
    case 'privacy':
    case 'refresh':
      return null;
  }
}

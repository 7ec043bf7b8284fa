import type { DeviceKind, Fact, Reachability, VoiceKey } from '@/core/observation';

import { combine, type Source } from './availability';
import type { DeviceInfo } from './device-info';
import type { Entity } from './entity';
import { capabilitiesOf, kindOf } from './kind';

/** One physical device: all entities that name one of its identifiers. */
export type DiscoveredDevice = {
  readonly voice: VoiceKey;
  readonly entities: ReadonlyMap<string, Entity>;
  /** what its entities told together: some carry only the identifiers, name and model come from another */
  readonly info: DeviceInfo;
  /** others name it as the device they speak through */
  isHub: boolean;
  /** one of its entities has told the version that runs: `sw_version` is only second to that */
  hasToldVersion: boolean;
  kind(): DeviceKind;
  /** takes an entity in, or its new version */
  put(entity: Entity, info: DeviceInfo): void;
  remove(key: string): void;
  identity(via: VoiceKey | null): Extract<Fact, { type: 'identity' }>;
  /** takes in what a source said of an entity */
  setAvailable(entity: Entity, source: Source, available: boolean): void;
  /** what the availability of its entities comes to, where that is news; null: it is none, or nothing is known */
  newReachability(retained: boolean): Reachability | null;
};

type Heard = { readonly bySource: Map<string, boolean>; latest: boolean | null };

export function openDevice(begin: DeviceInfo): DiscoveredDevice {
  const entities = new Map<string, Entity>();
  /** by entity; kept when its config comes again */
  const heard = new Map<string, Heard>();
  let info = begin;
  let said: { readonly reachability: Reachability; readonly retained: boolean } | null = null;

  function reachability(kind: DeviceKind): Reachability | null {
    const available = decisive([...entities.values()], kind).map(({ key, availability: { mode, sources } }) => {
      const { bySource, latest } = heard.get(key) ?? { bySource: new Map<string, boolean>(), latest: null };
      return combine(
        mode,
        sources.map((source) => bySource.get(source.key) ?? null),
        latest,
      );
    });
    if (available.includes(true)) return 'online';
    return available.includes(false) && !available.includes(null) ? 'offline' : null;
  }

  return {
    voice: `home-assistant:${begin.tokens[0] ?? ''}`,
    entities,
    isHub: false,
    hasToldVersion: false,
    get info() {
      return info;
    },
    kind() {
      return kindOf([...entities.values()], this.isHub);
    },
    put(entity, more) {
      entities.set(entity.key, entity);
      info = mergeInfo(info, more);
    },
    remove(key) {
      entities.delete(key);
      heard.delete(key);
    },
    identity(via) {
      const kind = this.kind();
      const { tokens, identifiers, room, vendor, model } = info;
      const name = info.name ?? model ?? tokens[0] ?? '';
      const isAddress = identifiers.some((identifier) => identifier.endsWith(`:${name.toLowerCase()}`));
      return {
        type: 'identity',
        identifiers,
        name,
        nameIsDerived: info.name === null || isAddress,
        room,
        vendor,
        model,
        kind,
        capabilities: capabilitiesOf([...entities.values()], kind),
        power: null,
        via,
        disabled: false,
      };
    },
    setAvailable({ key }, source, available) {
      let known = heard.get(key);
      if (known === undefined) heard.set(key, (known = { bySource: new Map(), latest: null }));
      known.bySource.set(source.key, available);
      known.latest = available;
    },
    newReachability(retained) {
      // an entity that is announced later may be the one that counts, and may not have been heard yet
      const now = reachability(this.kind()) ?? (said === null ? null : 'unknown');
      if (now === null) return null;
      // what is merely repeated is no news, but a live word is, after one from the broker's memory
      if (said?.reachability === now && (retained || !said.retained)) return null;
      said = { reachability: now, retained };
      return now;
    },
  };
}

/** What a later entity leaves out stays as an earlier one told it. */
function mergeInfo(info: DeviceInfo, more: DeviceInfo): DeviceInfo {
  return {
    tokens: [...new Set([...info.tokens, ...more.tokens])],
    identifiers: [...new Set([...info.identifiers, ...more.identifiers])],
    name: more.name ?? info.name,
    vendor: more.vendor ?? info.vendor,
    model: more.model ?? info.model,
    room: more.room ?? info.room,
    firmware: more.firmware ?? info.firmware,
    via: more.via ?? info.via,
  };
}

const kindComponents: ReadonlyMap<DeviceKind, readonly string[]> = new Map([
  ['lock', ['lock']],
  ['alarm', ['alarm_control_panel']],
  ['camera', ['camera', 'image']],
  ['doorbell', ['camera', 'image']],
  ['siren', ['siren']],
]);

/** Whose availability stands for the device: that of what it is for, else that of all its entities. */
export function decisive(entities: readonly Entity[], kind: DeviceKind): readonly Entity[] {
  const withSources = entities.filter(({ availability }) => availability.sources.length > 0);
  const main = withSources.filter(({ component }) => kindComponents.get(kind)?.includes(component));
  return main.length > 0 ? main : withSources;
}

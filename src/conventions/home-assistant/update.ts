import { limits } from '@/core/limits';
import type { Fact, FirmwareFacts } from '@/core/observation';

import { isNewer as isNewerNumber } from '../dotted-version';
import { isObject, numberIn, parseJson, textIn, type JsonObject } from '../json';
import { openEar, stateOptions, type Ear, type Workbench } from './ear';
import type { Rendered } from './template/template';
import { wordIn } from './words';

/**
 * An `update` entity (home-assistant.io/integrations/update.mqtt): its state is the installed version in plain text, or
 * JSON that tells more; the latest version may come on a topic of its own.
 */
export function updateEars(bench: Workbench): readonly Ear[] {
  const areFiles = areFileVersions(bench.entity.device);
  let versions: Versions = { installed: null, latest: null };
  let facts: FirmwareFacts = {};

  /** compares only what has changed: a device says its version with each of its states */
  function learn(installed: string | null, latest: string | null): void {
    if ((installed ?? versions.installed) === versions.installed && (latest ?? versions.latest) === versions.latest)
      return;
    versions = { installed: installed ?? versions.installed, latest: latest ?? versions.latest };
    facts = factsOf(versions, areFiles);
  }

  return [
    ...openEar(bench, 'update', stateOptions, (value) => {
      const state = documentIn(value);
      if (state === null) learn(versionIn(value), null);
      else learn(versionIn(state['installed_version'] as Rendered), versionIn(state['latest_version'] as Rendered));
      if (versions.installed === null && versions.latest === null) return null;
      return { type: 'firmware', ...facts, ...(state !== null && progressIn(state)) };
    }),
    ...openEar(bench, 'latest', ['latest_version_topic', 'latest_version_template'], (value) => {
      const latest = versionIn(value);
      learn(null, latest);
      return latest === null ? null : { type: 'firmware', ...facts };
    }),
  ];
}

type Versions = { readonly installed: string | null; readonly latest: string | null };

/** The attributes beside a binary sensor of class `update`, as older scripts publish them. */
export function updateAttributeEars(bench: Workbench): readonly Ear[] {
  return openEar(bench, 'latest', ['json_attributes_topic', 'json_attributes_template'], (value) => {
    const attributes = documentIn(value);
    if (attributes === null) return null;
    const latest = versionIn((attributes['latest_version'] ?? attributes['new_version']) as Rendered);
    const installed = versionIn((attributes['installed_version'] ?? attributes['old_version']) as Rendered);
    return latest === null && installed === null ? null : { type: 'firmware', latest, installed };
  });
}

function documentIn(value: Rendered): JsonObject | null {
  const parsed = typeof value === 'string' && value.startsWith('{') ? parseJson(value) : value;
  return isObject(parsed) ? parsed : null;
}

/** Zigbee2MQTT fills in -1 while nobody has asked. */
function versionIn(value: Rendered): string | null {
  if (typeof value === 'object' || typeof value === 'boolean') return null;
  const word = wordIn(value);
  return word === null || word === '-1' ? null : word.trim().slice(0, limits.textLength);
}

/** Zigbee2MQTT gives file versions here, which are another numbering than the firmware that the device names. */
function areFileVersions(device: JsonObject): boolean {
  return JSON.stringify(device['identifiers'] ?? '').includes('zigbee2mqtt_0x');
}

function factsOf({ installed, latest }: Versions, areFiles: boolean): FirmwareFacts {
  const updateAvailable = installed === null || latest === null ? null : isNewer(latest, installed);
  if (!areFiles || ![installed, latest].every((version) => version === null || /^\d{1,10}$/.test(version)))
    return { installed, latest, updateAvailable };
  const number = (version: string | null) => (version === null ? null : Number(version));
  return { fileInstalled: number(installed), fileLatest: number(latest), updateAvailable };
}

/**
 * Where both are numbers with points the order of the numbers counts; null: nobody said which of the two is newer. That they differ
 * is not enough: a beta is offered the last stable, and two hashes have no order.
 */
function isNewer(latest: string, installed: string): boolean | null {
  const [one, other] = [latest, installed].map((version) => version.replace(/^v(?=\d)/i, ''));
  if (one === other) return false;
  return [one, other].every(areNumbers) ? isNewerNumber(latest, installed) : null;
}

/** Alone: what follows a dash or a plus tells a beta from the version that it becomes. */
function areNumbers(version = ''): boolean {
  return /^[\d.]+$/.test(version);
}

function progressIn(state: JsonObject): FirmwareFacts {
  const percent = numberIn(state['update_percentage']);
  const notes = textIn(state['release_summary'])?.slice(0, limits.textLength);
  const running = state['in_progress'];
  return {
    ...(notes !== undefined && { releaseNotes: notes }),
    ...(typeof running === 'boolean' && {
      updating: running ? { percent: percent ?? null, remainingSeconds: null } : null,
    }),
  };
}

/**
 * `device.sw_version` as the firmware of the device; null where it names another program ("Zigbee2MQTT 1.18.2"), or is the
 * version of the publisher of a device that is not the publisher itself. A build in brackets is no part of the number.
 */
export function firmwareIn(device: JsonObject, origin: JsonObject): Fact | null {
  const version = textIn(device['sw_version']) ?? numberIn(device['sw_version'])?.toString();
  if (version === undefined || version === null || /^[a-z][a-z0-9-]+ v?\d/i.test(version)) return null;
  if (device['via_device'] !== undefined && version === origin['sw_version']) return null;
  const installed = version.replace(/(?<=\d)\([^()]*\)$/, '').trim();
  return { type: 'firmware', installed: installed.slice(0, limits.textLength) };
}

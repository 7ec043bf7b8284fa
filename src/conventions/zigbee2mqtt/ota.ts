import { limits } from '@/core/limits';
import { maskText } from '@/core/mask';
import type { Outgoing } from '@/core/message';
import type { Fact } from '@/core/observation';

import { isObject, numberIn, textIn } from '../json';
import type { ZigbeeDevice } from './device';

type OtaWork = 'check' | 'update' | 'schedule';
type OtaRequest = OtaWork | 'unschedule' | 'update/abort';

/** where the answers come, below `<base>/bridge/`: one topic for each kind of request */
export const otaAnswers = 'response/device/ota_update/';

/** zigbee2mqtt.io/guide/usage/ota_updates.html, "Using MQTT" */
export function encodeOta(base: string, device: ZigbeeDevice, work: OtaRequest): readonly Outgoing[] | null {
  if (!device.identity.capabilities.includes('firmware-update')) return null;
  const body = { id: device.name, transaction: `${transactionMark}${work.replace('/', '-')}-${device.ieee}` };
  return [{ topic: `${base}/bridge/request/device/ota_update/${work}`, payload: JSON.stringify(body), qos: 1 }];
}

/**
 * The transaction of a question names the device by its address: it is the same whenever the question is repeated, and
 * its answer is understood also after a rename, or by another Gatehouse that did not ask.
 */
const transactionMark = 'gatehouse-';
const ownTransaction = new RegExp(`^${transactionMark}(?:check|update|schedule)-(0x[0-9a-f]{1,16})$`);

/** An answer on `bridge/response/device/ota_update/+`. `error` is null where it went well. */
export type OtaAnswer = {
  readonly work: OtaWork;
  /** what may name the device, the surest first: an IEEE address or a friendly name */
  readonly names: readonly string[];
  readonly error: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

/** `work` is the last level of the topic. null: it is no answer that tells something of a check or an update, or of one that is left for a sleeper. */
export function readOtaAnswer(work: string, payload: unknown): OtaAnswer | null {
  if ((work !== 'check' && work !== 'update' && work !== 'schedule') || !isObject(payload)) return null;
  const { status, transaction } = payload;
  if (status !== 'ok' && status !== 'error') return null;
  const data = isObject(payload['data']) ? payload['data'] : {};
  const error = status === 'ok' ? null : (textIn(payload['error'])?.slice(0, errorLength) ?? '');
  const asked = ownTransaction.exec(textIn(transaction) ?? '')?.[1];
  const names = [asked, textIn(data['id']), ...quotedIn(error ?? '')];
  return { work, names: names.filter((name) => typeof name === 'string'), error, data };
}

/** How far an update was seen to have come, until its answer tells how it ended: that does not say. `isLeft`: it is left for a sleeper. */
export type SeenUpdate = { readonly percent: number | null; readonly running: boolean; readonly isLeft: boolean };

/** What the facts of a state add to what was seen of the device's update; null: none was seen. */
export function seenUpdateAfter(before: SeenUpdate | null, facts: readonly Fact[]): SeenUpdate | null {
  const firmware = facts.find((fact) => fact.type === 'firmware');
  if (firmware?.updating === undefined) return before;
  if (firmware.updating !== null) return { percent: firmware.updating.percent ?? 0, running: true, isLeft: false };
  const isLeft = firmware.scheduled === true;
  return before === null && !isLeft ? null : { percent: before?.percent ?? null, running: false, isLeft };
}

export function factsOfAnswer({ work, error, data }: OtaAnswer, seen: SeenUpdate | null): readonly Fact[] {
  switch (work) {
    case 'check':
      return checkFacts(error, data);
    case 'update':
      return updateFacts(error, data, seen);
    case 'schedule':
      return scheduleFacts(error, seen);
  }
}

/** Whether a sleeper is left its update stands in its state, whatever an answer says; why it is not, only here. */
function scheduleFacts(error: string | null, seen: SeenUpdate | null): readonly Fact[] {
  if (error === null || seen?.running === true || seen?.isLeft === true) return [];
  return [{ type: 'update-outcome', outcome: 'failed', reason: reasonOf(error), percent: null }];
}

function checkFacts(error: string | null, data: OtaAnswer['data']): readonly Fact[] {
  if (error !== null) return [{ type: 'update-check', outcome: 'failed', reason: reasonOf(error) }];
  const available = data['update_available'];
  const answered: Fact = { type: 'update-check', outcome: 'answered', reason: null };
  // of an older file on offer ("downgrade") the flag tells nothing about a newer one
  if (typeof available !== 'boolean' || data['downgrade'] === true) return [answered];
  const releaseNotes = textIn(data['release_notes'])?.slice(0, limits.textLength) ?? null;
  return [{ type: 'firmware', updateAvailable: available, releaseNotes }, answered];
}

function updateFacts(error: string | null, data: OtaAnswer['data'], seen: SeenUpdate | null): readonly Fact[] {
  if (error === null) {
    const installed = buildIn(data['to']);
    return [
      { type: 'firmware', updating: null, ...(installed !== null && { installed }) },
      { type: 'update-outcome', outcome: 'succeeded', reason: null, percent: null },
    ];
  }
  // the same request delivered twice: the second is refused while the first goes on
  if (seen?.running === true && /already in progress/i.test(error)) return [];
  return [
    { type: 'firmware', updating: null },
    { type: 'update-outcome', outcome: 'failed', reason: reasonOf(error), percent: seen?.percent ?? null },
  ];
}

/** `software_build_id` is a text, or a number where the device reports one. */
function buildIn(to: unknown): string | null {
  if (!isObject(to)) return null;
  const build = to['software_build_id'];
  return (textIn(build) ?? numberIn(build)?.toString() ?? null)?.slice(0, limits.textLength) ?? null;
}

const errorLength = 512;
const mostQuotes = 16;

/** What stands between two apostrophes of an error, which names the device; a name may have apostrophes in it. */
function quotedIn(error: string): readonly string[] {
  const quotes = [...error.matchAll(/'/g)].slice(0, mostQuotes).map(({ index }) => index);
  return quotes.flatMap((from) =>
    quotes
      .filter((to) => to > from + 1)
      .map((to) => error.slice(from + 1, to))
      .toReversed(),
  );
}

/** "Update of 'Hall' failed (It did not answer)" → "It did not answer": who it was about is known. */
function reasonOf(error: string): string | null {
  const cause = /'(?: failed)? \((.+)\)\s*$/s.exec(error)?.[1] ?? error;
  return textIn(maskText(cause).slice(0, limits.textLength));
}

import type { Alert, AlertFix, AlertSignal } from '@/core/alerts/alert';
import { isWorse } from '@/core/alerts/alert-merge';
import type { Device } from '@/core/device';
import type { RecordedFirmware } from '@/core/firmware/firmware-record';
import { overSignals, standingOf } from '@/core/alerts/look';
import { spokenName, startSentence } from '@/core/spoken-name';
import type { Exposure } from './exposure';
import { isUpdateOffered } from './startable';

/** What is looked at: a device, what concerns it surely, and what was remembered of it before. */
export type Attacked = {
  readonly device: Device;
  readonly exposures: readonly Exposure[];
  readonly before: RecordedFirmware | undefined;
};

/**
 * No class of CONTRACT.md is made for it. `policy_violation` comes nearest: it stands against the rule that nothing which is
 * attacked runs in a home, it lasts until somebody does something, and the `firmware_…` classes tell of versions that changed.
 */
const kind = 'policy_violation';
const freshMs = 30 * 86_400_000;
const topic = 'catalogs/advisories';
/** Alerts of this class come from two places, which must not close each other's: what they are about tells them apart. */
const prefix = 'attacked ';

/**
 * What a look at all devices found, as signals for the alert book: what stands already says nothing new. A device that is only
 * possibly meant is none, nor one that somebody switched off, and a weakness that has been listed for long is no news.
 */
export function attackSignals(
  looks: readonly Attacked[],
  alerts: Iterable<Alert>,
  now: number,
): readonly AlertSignal[] {
  const standing = standingOf(alerts, kind, prefix);
  const concerned = looks
    .map((look) => ({ ...look, exposures: look.exposures.filter(({ fit }) => fit !== 'possibly') }))
    .filter(({ device, exposures }) => !device.disabled && exposures.length > 0);
  const seen = concerned.flatMap((look) => {
    const there = standing.get(subjectOf(look.device));
    const signal = sightingOf(look, now);
    if (there === undefined || isWorse(signal.sighting, there)) return [signal];
    return unsaidIn(look, there, standing, now).map((exposure) => anotherOf(look, exposure, now));
  });
  const subjects = new Set(
    concerned.flatMap(({ device, exposures }) => [
      subjectOf(device),
      ...exposures.map(({ advisory }) => subjectOf(device, advisory.cve)),
    ]),
  );
  const evidence = { t: now, topic, text: 'Nothing that is known to be attacked concerns it any more' };
  return [...seen, ...overSignals(standing, (subject) => subjects.has(subject), evidence)];
}

function subjectOf({ id }: Device, cve?: string): string {
  return prefix + (cve === undefined ? id : `${id} ${cve}`);
}

/** Fresh ones that joined what stands already: in its old words they would be heard by nobody. */
function unsaidIn(
  { device, exposures, before }: Attacked,
  there: Alert,
  standing: ReadonlyMap<string, Alert>,
  now: number,
): readonly Exposure[] {
  return exposures.filter(
    ({ advisory: { cve, added } }) =>
      isFresh(added, now) &&
      before?.advisories.includes(cve) !== true &&
      !standing.has(subjectOf(device, cve)) &&
      !there.evidence.some(({ text }) => text.startsWith(`${cve} `)),
  );
}

const isAffected = (exposures: readonly Exposure[]) => exposures.some(({ state }) => state === 'affected');

function sightingOf({ device, exposures, before }: Attacked, now: number): Extract<AlertSignal, { type: 'seen' }> {
  const affected = isAffected(exposures);
  const name = startSentence(spokenName(device.name));
  return {
    type: 'seen',
    sighting: {
      t: now,
      class: kind,
      device: device.id,
      title: affected
        ? `${name} has a weakness that is being attacked`
        : `${name} may have a weakness that is being attacked`,
      severity: affected ? 'critical' : 'warning',
      confidence: affected ? 0.95 : 0.6,
      // the latest first, so that what is fresh is said
      evidence: exposures
        .toSorted((one, other) => (one.advisory.added < other.advisory.added ? 1 : -1))
        .slice(0, 8)
        .map((exposure) => ({ t: now, topic, text: evidenceOf(exposure) })),
      fix: fixOf(device),
      subject: subjectOf(device),
      lasting: true,
      news: exposures.some(
        ({ advisory }) => isFresh(advisory.added, now) && before?.advisories.includes(advisory.cve) !== true,
      ),
    },
  };
}

/** One more of a device for which an alert stands: an alert of its own, whatever was done about the other. */
function anotherOf(look: Attacked, exposure: Exposure, now: number): AlertSignal {
  const { device } = look;
  const [name, { cve }] = [startSentence(spokenName(device.name)), exposure.advisory];
  const title =
    exposure.state === 'affected'
      ? `${name} has one more weakness that is being attacked: ${cve}`
      : `${name} may have one more weakness that is being attacked: ${cve}`;
  const alone = sightingOf({ ...look, exposures: [exposure] }, now);
  return { ...alone, sighting: { ...alone.sighting, title, subject: subjectOf(device, cve) } };
}

function evidenceOf({ advisory, state }: Exposure): string {
  const { cve, vendor, product, added } = advisory;
  const said = `${cve} in ${vendor} ${product} is known to be attacked since ${added}`;
  return state === 'affected' ? `${said}, and the version that runs has it` : `${said}; nobody says in which versions`;
}

function isFresh(day: string, now: number): boolean {
  return now - Date.parse(day) < freshMs;
}

function fixOf(device: Device): AlertFix {
  const name = spokenName(device.name);
  return isUpdateOffered(device)
    ? { kind: 'update', label: `Update ${name}` }
    : { kind: 'show-device', label: `Look at ${name}` };
}

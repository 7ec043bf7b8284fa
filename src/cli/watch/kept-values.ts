import * as v from 'valibot';

import { severities, type Alert } from '@/core/alerts/alert';
import type { ToldIncident } from '@/core/alerts/incident';
import type { KnownDevice } from '@/core/known-device';
import type { KnownSigner } from '@/core/log-ins/known-signer';
import type { ConventionName } from '@/core/observation';
import type { UpdatePlan } from '@/core/firmware/update-plan';
import { count, time } from '@/credentials/told-numbers';
import { alertIn } from '@/session/alerts/alert-line';
import { readPlan } from '@/session/firmware/update-mirror';

import type { KeptDelivery } from '../delivery/delivery';

/**
 * What a watcher kept, as it is read at the next start; null: it is no such thing. It was written by this program, or by an older or
 * newer one, to a disk that may be failing: one value of another shape must not end the watcher at each start, for good.
 */
export type AsKept<T> = (told: unknown) => T | null;

/** A part that looks itself at what it is given back. */
export const asItIs: AsKept<unknown> = (told) => told;

function shaped<T>(shape: v.GenericSchema<unknown, T>): AsKept<T> {
  return (told) => {
    const read = v.safeParse(shape, told);
    return read.success ? read.output : null;
  };
}

const texts = v.array(v.string());
const convention = v.custom<ConventionName>((told) => typeof told === 'string');
const severity = v.picklist(severities);

export const asSessionName = shaped(v.string());

/** One that cannot be read, as of a class that a newer one knows, takes none of the others along. */
export const asAlerts: AsKept<readonly Alert[]> = (told) =>
  Array.isArray(told) ? told.flatMap((one) => alertIn(one) ?? []) : null;

export const asIncidents = shaped<readonly ToldIncident[]>(v.array(v.object({ id: v.string(), alerts: texts })));

export const asDevices = shaped<readonly KnownDevice[]>(
  v.array(
    v.object({
      names: texts,
      firmware: v.nullable(
        v.object({ installed: v.nullable(v.string()), file: v.nullable(v.number()), by: convention }),
      ),
    }),
  ),
);

const signer = v.object({
  key: v.object({ x: v.string(), y: v.string() }),
  kid: v.string(),
  since: time,
  authority: v.nullable(v.object({ fingerprint: v.string(), name: v.string() })),
  serial: v.exactOptional(v.string()),
});

export const asSigners = shaped<readonly KnownSigner[]>(
  v.array(
    v.object({
      id: v.string(),
      signer,
      lastSequence: v.nullable(v.number()),
      heardAt: time,
      recent: v.exactOptional(v.array(v.object({ sequence: v.number(), firstAt: time, times: v.number() }))),
      behindMs: v.exactOptional(v.number()),
      former: v.exactOptional(v.array(v.object({ signer, replacedAt: time }))),
      revoked: v.exactOptional(texts),
    }),
  ),
);

/** Whose dates are too far ahead was judged when the plan came: at a start the clock of a small computer may not be set yet. */
export const asPlan: AsKept<UpdatePlan> = (told) => {
  const payload = new TextEncoder().encode(JSON.stringify(told));
  const plan = readPlan({ payload }, Number.MAX_SAFE_INTEGER);
  return typeof plan === 'string' ? null : plan;
};

export const asDelivery = shaped<KeptDelivery>(
  v.object({
    outbox: v.object({
      waiting: v.array(
        v.object({
          notice: v.object({
            id: v.string(),
            t: time,
            class: v.string(),
            device: v.nullable(v.string()),
            title: v.string(),
            severity,
            text: v.string(),
            seenAt: v.exactOptional(time),
            hearsay: v.exactOptional(v.literal(true)),
            isEnd: v.exactOptional(v.literal(true)),
          }),
          way: v.string(),
          since: time,
          tries: count,
          due: time,
          isOver: v.exactOptional(v.literal(true)),
        }),
      ),
      told: v.record(
        v.string(),
        v.array(
          v.object({
            at: time,
            severity,
            class: v.exactOptional(v.string()),
            hearsay: v.exactOptional(v.literal(true)),
          }),
        ),
      ),
    }),
    last: v.nullable(
      v.object({
        at: time,
        outcome: v.picklist(['delivered', 'failed']),
        what: v.string(),
        reason: v.nullable(v.string()),
      }),
    ),
  }),
);

import type { Device } from '@/core/device';

/** Why a check or an update failed: `why` continues "…: ", `advice` is what to do now. */
export type Cause = {
  readonly why: string;
  readonly advice: string;
  /** it may be over by itself: another try has a chance */
  readonly passes?: true;
};

type Rule = { readonly says: RegExp; readonly cause: (device: Device) => Cause };

const again = 'then try again';

/**
 * What bridges say, in the words of zigbee-herdsman, Zigbee2MQTT and the like. The first that fits; what nobody knows is
 * quoted.
 */
const rules: readonly Rule[] = [
  {
    says: /in progress|already (?:updating|running)/i,
    cause: () => ({
      why: 'its bridge was still busy with an earlier request for it',
      advice: `Wait a few minutes, ${again}.`,
      passes: true,
    }),
  },
  {
    says: /not support/i,
    cause: () => ({
      why: 'its bridge cannot update this model',
      advice: 'Where its maker offers updates, they come through the maker’s own app or bridge.',
    }),
  },
  {
    says: /battery/i,
    cause: () => ({ why: 'its battery is too low', advice: `Change the battery, ${again}.` }),
  },
  {
    says: /invalid|checksum|sha-?\d|signature|hash|corrupt|crc|wrong file|malformed/i,
    cause: () => ({
      why: 'the file did not pass its check, so it was not installed',
      advice: 'Try again another day: a broken file is usually replaced soon.',
    }),
  },
  {
    says: /fetch|download failed|enotfound|eai_again|econn|http|status code|socket|certificate|network is unreachable/i,
    cause: () => ({
      why: 'its bridge could not load the file',
      advice: `Check that the computer your bridge runs on reaches the internet, ${again}.`,
      passes: true,
    }),
  },
  {
    says: /no image|no new image|no update|not available/i,
    cause: () => ({ why: 'its bridge found no file for it', advice: 'Check for updates again another day.' }),
  },
  {
    says: /abort|cancel/i,
    cause: () => ({ why: 'it was called off', advice: 'Try again when it suits.' }),
  },
  {
    says: /respond|response|time[d]?\s?-?out|no answer|delivery failed|no ack|not reachable|unreachable|no network route/i,
    cause: silence,
  },
];

export function causeOf(device: Device, reason: string | null): Cause {
  if (reason === null) return { why: 'nobody told why', advice: 'Try again later.' };
  const rule = rules.find(({ says }) => says.test(reason));
  return rule?.cause(device) ?? { why: `its bridge says “${reason}”`, advice: 'Try again later.' };
}

/** It did not answer: a sleeper has to be woken, others are too far away. */
export function silence({ power }: Device): Cause {
  const why = 'the device did not answer';
  const near = 'Move it closer to the bridge, or to a mains-powered device that passes its messages on';
  return power === 'battery'
    ? { why, advice: `It may be asleep: press a button on it to wake it. ${near}, ${again}.`, passes: true }
    : { why, advice: `${near}, ${again}.`, passes: true };
}

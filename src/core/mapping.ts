import type { Capability, DeviceKind } from './observation';

/** One thing that a value on a topic can tell of a device. */
type Aspect =
  | { readonly form: 'words'; readonly label: string; readonly meanings: readonly Meaning[] }
  | { readonly form: 'number'; readonly label: string; readonly unit: string }
  | { readonly form: 'picture'; readonly label: string };
/** What a word can mean: `means` as it is kept, `label` as a person reads it. */
type Meaning = { readonly means: string; readonly label: string };

const words = (label: string, ...meanings: readonly (readonly [means: string, label: string])[]): Aspect => ({
  form: 'words',
  label,
  meanings: meanings.map(([means, one]) => ({ means, label: one })),
});

/** Everything that somebody can say that a value tells. */
export const aspects = {
  lock: words('The bolt', ['locked', 'Locked'], ['unlocked', 'Unlocked'], ['jammed', 'Jammed']),
  contact: words('Open or closed', ['open', 'Open'], ['closed', 'Closed']),
  motion: words('Motion', ['yes', 'Motion'], ['no', 'No motion']),
  smoke: words('Smoke', ['yes', 'Smoke'], ['no', 'No smoke']),
  leak: words('Water', ['yes', 'Water leak'], ['no', 'Dry']),
  tamper: words('The case', ['yes', 'Tampered with'], ['no', 'Not tampered with']),
  switch: words('On or off', ['on', 'On'], ['off', 'Off']),
  siren: words('The siren', ['sounding', 'Sounding'], ['silent', 'Silent']),
  temperature: { form: 'number', label: 'Temperature', unit: '°C' },
  humidity: { form: 'number', label: 'Humidity', unit: '%' },
  picture: { form: 'picture', label: 'A picture' },
  battery: { form: 'number', label: 'Battery charge', unit: '%' },
  'battery-low': words('Whether its battery is low', ['low', 'Low'], ['fine', 'Not low']),
  online: words('Whether it is there', ['online', 'There'], ['offline', 'Not there']),
} as const satisfies Readonly<Record<string, Aspect>>;
export type AspectName = keyof typeof aspects;
export const aspectNames = Object.keys(aspects) as readonly AspectName[]; // `aspects` has no other keys

export function aspectOf(name: AspectName): Aspect {
  return aspects[name];
}

type Kind = {
  readonly label: string;
  readonly kind: DeviceKind;
  /** what the device is about: its first reading */
  readonly main: AspectName;
  readonly capabilities: readonly Capability[];
};

/** What somebody can say that an unknown topic is. */
export const mappedKinds = {
  lock: { label: 'Lock', kind: 'lock', main: 'lock', capabilities: ['lock'] },
  contact: { label: 'Door or window contact', kind: 'sensor', main: 'contact', capabilities: ['contact'] },
  motion: { label: 'Motion sensor', kind: 'sensor', main: 'motion', capabilities: ['motion'] },
  smoke: { label: 'Smoke alarm', kind: 'sensor', main: 'smoke', capabilities: ['smoke'] },
  leak: { label: 'Water sensor', kind: 'sensor', main: 'leak', capabilities: ['leak'] },
  // it cannot be asked for a picture, so it has no capability `camera`
  camera: { label: 'Camera still', kind: 'camera', main: 'picture', capabilities: [] },
  plug: { label: 'Plug or switch', kind: 'plug', main: 'switch', capabilities: ['switch'] },
  siren: { label: 'Siren', kind: 'siren', main: 'siren', capabilities: ['siren'] },
  temperature: { label: 'Thermometer', kind: 'sensor', main: 'temperature', capabilities: ['temperature'] },
} as const satisfies Readonly<Record<string, Kind>>;
export type MappedKind = keyof typeof mappedKinds;
export const mappedKindNames = Object.keys(mappedKinds) as readonly MappedKind[]; // `mappedKinds` has no other keys

export function mappedKindOf(name: MappedKind): Kind {
  return mappedKinds[name];
}

/** Further aspects that any device may tell besides what it is. */
export const sideAspects = ['battery', 'battery-low', 'online', 'tamper'] as const satisfies readonly AspectName[];

/** One value on one topic, and what it tells. */
export type MappedReading = {
  readonly aspect: AspectName;
  /** one topic, without wildcards */
  readonly topic: string;
  /** the way to the value in a JSON payload, a place in a list as its number; empty: the payload itself */
  readonly path: readonly string[];
  /** for an aspect of words: which value means what; values are compared as text */
  readonly values: readonly { readonly value: string; readonly means: string }[];
};

/** Where the device takes commands, and what is published there to make it so. */
export type MappedCommand = {
  readonly topic: string;
  readonly payloads: readonly { readonly means: string; readonly payload: string }[];
};

/** What a person said of topics that nobody claims: together they are this device. Its first reading is what it is about. */
export type Mapping = {
  readonly kind: MappedKind;
  readonly name: string;
  readonly room: string | null;
  readonly readings: readonly MappedReading[];
  readonly command: MappedCommand | null;
};

/** Name of a mapping: what it reads first. The same topic mapped in two browsers is the same device. */
export type MappingKey = string;

/** A hash sign stands in no topic, so no two places share a key. */
export function mappingKey({ readings: [first] }: Mapping): MappingKey {
  return first === undefined ? '' : `${first.topic}#${first.path.join('.')}`;
}

/** The meanings that a device of this kind can be commanded to: locked and unlocked, on and off. None: it takes none. */
export function commandable(kind: MappedKind): readonly Meaning[] {
  if (kind !== 'lock' && kind !== 'plug' && kind !== 'siren') return [];
  const aspect = aspectOf(mappedKinds[kind].main);
  return aspect.form === 'words' ? aspect.meanings.slice(0, 2) : [];
}

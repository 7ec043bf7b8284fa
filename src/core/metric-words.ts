import type { Device } from './device';
import { measuredStates, type Metric } from './history';
import { readingLabel } from './reading-words';

type MetricWords = { readonly label: string; readonly unit: string; readonly domain: readonly [number, number] | null };

const own = {
  battery: { label: 'Battery', unit: '%', domain: [0, 100] },
  lqi: { label: 'Signal', unit: 'of 255', domain: [0, 255] },
  rssi: { label: 'Signal strength', unit: 'dBm', domain: null },
  messages: { label: 'Messages a minute', unit: 'a minute', domain: null },
  messageBytes: { label: 'Message size', unit: 'bytes', domain: null },
} as const;

const units: Readonly<Record<(typeof measuredStates)[number], string>> = {
  temperatureC: '°C',
  humidityPercent: '%',
  powerW: 'W',
  energyKwh: 'kWh',
  voltageV: 'V',
  pressureHpa: 'hPa',
  illuminanceLux: 'lx',
  deviceTemperatureC: '°C',
  viewers: 'viewers',
  bitrateKbps: 'kbit/s',
};

/** What a metric is called, in which unit it stands, and between what it lies where that is fixed. */
export function metricWords(metric: Metric): MetricWords {
  if (metric in own) return own[metric as keyof typeof own]; // looked at before
  const state = metric as keyof typeof units; // every other metric is a measured state
  return { label: readingLabel(state), unit: units[state], domain: null };
}

/** what a device is for stands first */
const offered = [...measuredStates, 'battery', 'lqi', 'rssi'] as const;

/**
 * What can be drawn of this device: what it has told at least once, or what is `kept` of it from before, for a sensor that sleeps says nothing
 * after a reconnect until it wakes; and how often it speaks, and how much.
 */
export function metricsOf(device: Device, kept: readonly Metric[] = []): readonly Metric[] {
  const { battery, signal, state } = device;
  const told: Metric[] = measuredStates.filter((key) => state[key] !== undefined);
  if (battery !== null && battery.value.percent !== null) told.push('battery');
  if (signal !== null && signal.value.lqi !== null) told.push('lqi');
  if (signal !== null && signal.value.rssiDbm !== null) told.push('rssi');
  const known = offered.filter((one) => told.includes(one) || kept.includes(one));
  return [...known, 'messages', ...kept.filter((one) => one === 'messageBytes')];
}

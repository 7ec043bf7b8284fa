/** What is measured of a house, each in the unit of its name. */
export type Measured =
  | 'temperatureC'
  | 'humidityPercent'
  | 'pressureHpa'
  | 'illuminanceLux'
  | 'powerW'
  | 'energyKwh'
  | 'voltageV';

type Convert = (value: number) => number;

const times =
  (factor: number): Convert =>
  (value) =>
    value * factor;

export function fromFahrenheit(degrees: number): number {
  return ((degrees - 32) * 5) / 9;
}

/** null: without a unit of warmth nobody knows how warm it is */
export function celsiusOf(value: number, unit: string | null): number | null {
  return unit === null ? null : (unitsOf.temperatureC.get(unit)?.(value) ?? null);
}

/** Units in which publishers tell it, its own first, and how it is converted from each. */
export const unitsOf: Readonly<Record<Measured, ReadonlyMap<string, Convert>>> = {
  temperatureC: new Map([
    ['°C', times(1)],
    ['°F', fromFahrenheit],
    ['K', (kelvin) => kelvin - 273.15],
  ]),
  humidityPercent: new Map([['%', times(1)]]),
  pressureHpa: new Map([
    ['hPa', times(1)],
    ['mbar', times(1)],
    ['Pa', times(0.01)],
    ['kPa', times(10)],
    ['inHg', times(33.8639)],
    ['mmHg', times(1.33322)],
  ]),
  illuminanceLux: new Map([['lx', times(1)]]),
  powerW: new Map([
    ['W', times(1)],
    ['kW', times(1000)],
    ['mW', times(0.001)],
  ]),
  energyKwh: new Map([
    ['kWh', times(1)],
    ['Wh', times(0.001)],
    ['MWh', times(1000)],
  ]),
  voltageV: new Map([
    ['V', times(1)],
    ['mV', times(0.001)],
  ]),
};

import { models, type Model } from './models';
import type { Random } from './random';

/** The code table of a lock: how many places it has, counted from 0, and what stands in them. */
export type CodeTable = {
  readonly places: number;
  /** by place; whoever is curious may try one of these a second time: the lock refuses it without a word */
  readonly taken: Readonly<Record<number, string>>;
  /** the owner has switched on `expose_pin`: its codes stand in its states in clear */
  readonly exposed?: boolean;
};

/** A device before it is paired: what it is, what it is called, and what it is there to show. */
export type Plan = {
  readonly name: string;
  readonly model: Model;
  /** where people meet it */
  readonly room: string;
  /** sentinels: this one fails always in the same way, so that anybody can see it by hand */
  readonly fault: 'jams' | 'never-answers' | 'update-fails' | null;
  /** its maker has a newer firmware */
  readonly newer: boolean;
  /** its bridge has asked for one before; else nobody knows of it */
  readonly asked: boolean;
  /** percent at the start */
  readonly battery: number;
  /** of a lock */
  readonly codes?: CodeTable;
};

const plan = (name: string, model: Model, room: string, battery: number, more: Partial<Plan> = {}): Plan => ({
  name,
  model,
  room,
  fault: null,
  newer: false,
  asked: false,
  battery,
  ...more,
});

/** the codes of the three who live here, in the places under which the keypad reports them */
const residents = { 1: '274916', 2: '583027', 3: '946150' } as const;

/** The home of a newcomer, behind one coordinator. */
const household: readonly Plan[] = [
  plan('Front door', models.yaleLock, 'hall', 86, { asked: true, codes: { places: 30, taken: residents } }),
  plan('Garage/Side door', models.danalock, 'garage', 64, {
    newer: true,
    asked: true,
    codes: { places: 20, taken: { 1: residents[1] } },
  }),
  // all its places are taken
  plan('Cellar door (jams)', models.schlage, 'cellar', 41, { fault: 'jams', codes: { places: 4, taken: residents } }),
  plan('Front door contact', models.parasoll, 'hall', 78),
  plan('Küche Fenster', models.aqaraContact, 'kitchen', 100),
  plan('Bedroom window', models.frientWindow, 'bedroom', 55),
  plan('Shed door', models.sonoffContact, 'shed', 34, { fault: 'never-answers' }),
  plan('Hallway motion', models.vallhorn, 'hall', 61),
  plan('Living room motion', models.sonoffMotion, 'living', 92),
  plan('Garage/Motion', models.vallhorn, 'garage', 12),
  plan('Hallway smoke', models.frientSmoke, 'hall', 80),
  plan('Kitchen smoke', models.aqaraSmoke, 'kitchen', 100),
  plan('Washing machine leak', models.badring, 'cellar', 77),
  plan('Living room climate', models.aqaraClimate, 'living', 70),
  plan('Bedroom climate', models.aqaraClimate, 'bedroom', 89),
  plan('Hallway siren', models.heimanSiren, 'hall', 95),
  plan('Front door keypad', models.frientKeypad, 'hall', 88, { newer: true, asked: true }),
  plan('Living room TV', models.innrPlug, 'living', 100, { asked: true }),
  plan('Kitchen fridge', models.innrPlug, 'kitchen', 100, { newer: true }),
  plan('Garage plug (update fails)', models.innrPlug, 'garage', 100, {
    fault: 'update-fails',
    newer: true,
    asked: true,
  }),
];

const moreKinds = [
  ['window', models.aqaraContact],
  ['door contact', models.parasoll],
  ['motion', models.sonoffMotion],
  ['climate', models.aqaraClimate],
  ['leak', models.badring],
  ['smoke', models.aqaraSmoke],
  ['plug', models.innrPlug],
  ['lock', models.yaleLock],
] as const;

/** As many plans as are wanted: the household first, then the floors of a larger building. */
export function plansFor(devices: number, random: Random): readonly Plan[] {
  const more = Array.from({ length: Math.max(0, devices - household.length) }, (_, index) => {
    const room = Math.floor(index / moreKinds.length) + 1;
    const [what, model] = moreKinds[index % moreKinds.length] ?? moreKinds[0];
    const codes = model.role === 'lock' ? { codes: { places: 30, taken: {} } } : {};
    return plan(`Room ${room}/${what}`, model, `room ${room}`, random.whole(20, 100), codes);
  });
  return [...household.slice(0, devices), ...more];
}

/** without the coordinator */
export const householdSize = household.length;

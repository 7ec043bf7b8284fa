import { openFrigate } from './frigate/frigate';
import { frigateAccount, frigateCameras } from './frigate/plans';
import { openCellarLeak } from './homie/cellar-leak';
import { openGardenGate } from './homie/garden-gate';
import { openGreenhouse } from './homie/greenhouse';
import { accountOf as homieAccount, cellarLeak, gardenGate, greenhouse } from './homie/plans';
import { openNukiHub } from './nuki-hub/nuki-hub';
import { accountOf as nukiHubAccount, studioHub } from './nuki-hub/plans';
import type { People, Program, ProgramAccount, ProgramMessage, TellProgram } from './program';
import { openRandom } from './random';
import { accountOf as shellyAccount, atticClimate, readingLamp } from './shelly/plans';
import { openShelly } from './shelly/shelly';
import { accountOf as tasmotaAccount, garageLight, patioPlug } from './tasmota/plans';
import { openTasmota } from './tasmota/tasmota';

/** The accounts of all that speaks for itself in other dialects than Zigbee2MQTT's and Gatehouse's own. */
export const programAccounts: readonly ProgramAccount[] = [
  ...[patioPlug, garageLight].map(tasmotaAccount),
  ...[readingLamp, atticClimate].map(shellyAccount),
  frigateAccount,
  ...[gardenGate, greenhouse, cellarLeak].map(homieAccount),
  nukiHubAccount(studioHub),
];

/** What one of them says: which one, by the username of its account. */
export type OfProgram = { readonly program: string; readonly message: ProgramMessage };

/** All of them in one house: the camera on the patio has power as long as its plug is on. Each has a chance of its own. */
export function openPrograms(seed: number, startAt: number): readonly Program[] {
  const randoms = openRandom(seed ^ 0x0d1a1ec7);
  const random = () => openRandom(randoms.whole(0, 2 ** 31 - 1));
  const plug = openTasmota(patioPlug, random(), startAt);
  const cameras = [frigateCameras.sideGate, frigateCameras.patio];
  const hasPower = (camera: string) => camera !== frigateCameras.patio.name || plug.isOn();
  return [
    plug,
    openTasmota(garageLight, random(), startAt),
    openShelly(readingLamp, random(), startAt),
    openShelly(atticClimate, random(), startAt),
    openFrigate({ cameras, hasPower }, random(), startAt),
    openGardenGate(random(), startAt),
    openGreenhouse(random(), startAt),
    openCellarLeak(random(), startAt),
    openNukiHub(studioHub, random(), startAt),
  ];
}

/** Lets time pass for all of them. */
export function passTime(programs: readonly Program[], until: number, people: People, tell: (said: OfProgram) => void) {
  for (const program of programs) program.pass(until, people, tellAs(program, tell));
}

function tellAs({ account: { username } }: Program, tell: (said: OfProgram) => void): TellProgram {
  return (message) => tell({ program: username, message });
}

import type { Scenario } from '@/scenarios/scenario';
import {
  bridgeWill,
  closeHome,
  commandFilters,
  connectedDevices,
  happenLater,
  openHome,
  receive,
  receiveFor,
  step,
  takeLogIn,
} from '@/simulator/home';

import { connectBridge, type BridgeLogin } from './bridge-connection';
import { connectCameras } from './simulated-cameras';
import { connectPrograms } from './simulated-programs';

export type SimulatedHomeOptions = BridgeLogin & {
  readonly seed: number;
  /** absent: as many as the home has by itself */
  readonly devices?: number;
  /** the passwords of the cameras and the doorbell, by id; absent: the home has none */
  readonly cameras?: ReadonlyMap<string, string>;
  /** the passwords of what speaks for itself in other dialects, by username; absent: the home has none of it */
  readonly programs?: ReadonlyMap<string, string>;
  /** the home's clock at the start, ms since the epoch; from there it goes as ours */
  readonly startAt?: number;
  /** the bridge's environment says how it logs in, and wins over its settings without a word */
  readonly loginIsOverridden?: boolean;
  /** ends it, as `close` does */
  readonly signal?: AbortSignal;
};

export type RunningScenario = { readonly name: string; readonly secondsLeft: number };

export type RunningHome = {
  /** the home has said all that a bridge says at its start; rejects when the broker refuses the log-in */
  readonly ready: Promise<void>;
  /** `running`: it has not ended yet; `no-part`: nobody in this home can play it */
  run(scenario: Scenario): 'started' | 'running' | 'no-part';
  /** the scenarios that have not ended yet */
  running(): readonly RunningScenario[];
  /** the passwords that its bridge and its devices hold now: what nobody else may ever see */
  secrets(): readonly string[];
  /** the codes that open a lock now, by its name */
  codesOf(lock: string): readonly string[];
  /** the bridge, the cameras and the programs say that they go offline, and go */
  close(): Promise<void>;
};

const tickMs = 1000;

/** Lets the simulated home live on a broker, any broker: its bridge is one client, each camera and program another. */
export function runSimulatedHome(options: SimulatedHomeOptions): RunningHome {
  const { seed, devices, startAt = Date.now(), signal, url } = options;
  const { cameras: passwords = new Map<string, string>(), programs: logins = new Map<string, string>() } = options;
  let told = openHome({
    seed,
    startAt,
    cameras: passwords.size > 0,
    programs: logins.size > 0,
    user: options.username,
    ...(devices !== undefined && { devices }),
    ...(options.loginIsOverridden === true && { loginIsOverridden: true }),
  });
  const bridge = connectBridge(options, bridgeWill(told.home), (topic, payload) => {
    go(receive(told.home, topic, payload));
  });
  const cameras = connectCameras(connectedDevices(told.home), { url, passwords }, (device, payload) => {
    go(receiveFor(told.home, device, payload));
  });

  const programs = connectPrograms(told.home.programs, { url, passwords: logins });

  let bridgeLogin: { readonly username: string; readonly password: string } = options;

  function go(next: typeof told): void {
    told = next;
    bridge.listen(commandFilters(next.home)); // a device may have come, gone or been renamed
    bridge.publish(next.messages);
    cameras.publish(next.ofDevices);
    programs.publish(next.ofPrograms);
    const login = takeLogIn(next.home);
    if (login !== null) bridge.logInAs((bridgeLogin = login));
  }
  go(told);

  /** name → when its last act is over, on the home's clock */
  const ends = new Map<string, number>();
  const secondsLeft = (name: string) => ((ends.get(name) ?? 0) - told.home.now) / 1000;

  function run({ name, plan }: Scenario): ReturnType<RunningHome['run']> {
    if (secondsLeft(name) > 0) return 'running';
    const planned = plan(told.home);
    if (planned.length === 0) return 'no-part';
    happenLater(told.home, planned);
    ends.set(name, told.home.now + Math.max(...planned.map(({ afterSeconds }) => afterSeconds)) * 1000);
    return 'started';
  }

  function running(): readonly RunningScenario[] {
    return [...ends.keys()]
      .map((name) => ({ name, secondsLeft: Math.ceil(secondsLeft(name)) }))
      .filter(({ secondsLeft: left }) => left > 0);
  }

  let seconds = 0;
  const clock = performance.now();
  const tick = setInterval(() => {
    const due = Math.floor((performance.now() - clock) / 1000) - seconds;
    if (due < 1) return;
    seconds += due;
    go(step(told.home, due));
  }, tickMs);

  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    clearInterval(tick);
    const goodbyes = () => [bridge.close(closeHome(told.home)), cameras.close(), programs.close()];
    return (closing ??= Promise.all(goodbyes()).then(() => {}));
  }
  signal?.addEventListener('abort', () => void close(), { once: true });
  const ready = Promise.all([bridge.ready, cameras.ready, programs.ready]).then(() => {});
  ready.catch(() => {}); // for who asks; nobody has to
  const secrets = () => [bridgeLogin.password, ...cameras.secrets(), ...programs.secrets()];
  const codesOf = (lock: string) => [...(told.home.byName.get(lock)?.codes.values() ?? [])];
  return { ready, run, running, secrets, codesOf, close };
}

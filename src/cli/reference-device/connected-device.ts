import type { MqttClient } from 'mqtt';

import { isLoopback } from '@/core/loopback';

import { openPromise, pause } from '../waiting';
import { openCertificateDuty, type SecureOptions } from './certificate-duty';
import type { Identity } from './certificates';
import { publicHalf } from './device-key';
import { firmwareReply } from './firmware-command';
import { openFirmwareDuty, type FirmwareOptions } from './firmware-duty';
import { begin, connected, credentialInUse, failed, lost, settle, takeOffer, type Step } from './hand-over';
import { logIn } from './log-in';
import type { DeviceMemory } from './memory';
import { openSigning } from './signing';
import { offerRefusals, openOffer } from './offer';

export type DeviceOptions = {
  /** `ws://…`, `wss://…` */
  readonly url: string;
  /** its id in the profile, which is its client id too */
  readonly id: string;
  /** what it says of itself; the account it logs in with is added here */
  readonly about: Readonly<Record<string, unknown>>;
  readonly memory: DeviceMemory;
  /** it asks for a certificate, and logs in with it */
  readonly secure?: SecureOptions;
  /** it takes firmware that is signed for it */
  readonly firmware?: FirmwareOptions;
  /** takes no new password, for the sake of who wants to see that */
  readonly ignoresOffers?: boolean;
  /** a command came, as text */
  readonly onCommand: (payload: string) => void;
  /** plain lines, without any secret */
  readonly log?: (line: string) => void;
  /** how long to wait after the first failed log-in; longer after each that follows */
  readonly retryMs?: number;
};

/** A device of Gatehouse's own profile on a broker: it stays connected, and takes new passwords. */
export type ConnectedDevice = {
  /** it has said who it is; rejects when the broker refuses the only password it has, though it goes on trying */
  readonly ready: Promise<void>;
  /** says something on `gatehouse/v1/device/<id>/<what>`; lost while it is not connected, as a sensor's word is */
  publish(what: string, payload: string | Uint8Array, qos: 0 | 1): void;
  /** says that it goes, and goes */
  close(): Promise<void>;
};

/** what it says of the house; what it says of itself is retained, and told again at each connection */
const isSigned = (what: string) => what === 'telemetry' || what === 'event';

const longestRetryMs = 10_000;
/** how long a broker that does not answer may hold up the end */
const farewellMs = 1_000;

export function connectDevice(options: DeviceOptions): ConnectedDevice {
  const { url, id, about, memory, secure, ignoresOffers = false, onCommand, log = () => {}, retryMs = 500 } = options;
  const duty = secure && openCertificateDuty({ id, memory, secure, now: Date.now, log });
  const firmware =
    options.firmware &&
    openFirmwareDuty({
      model: String(about['model']),
      memory,
      firmware: options.firmware,
      now: Date.now,
      log,
      changed: () => client !== null && void tell(client, firmwareWords(client)),
    });
  const topicOf = (what: string) => `gatehouse/v1/device/${id}/${what}`;
  const { key, holding } = memory.load();
  const closing = new AbortController();
  const { signal } = closing;
  const ready = openPromise();
  let state = begin(holding);
  let client: MqttClient | null = null;
  let signing = openSigning(memory, null, Date.now);
  /** what it says of this connection */
  let said: object = {};
  /** words about firmware are heard one after the other, in the order in which they came */
  let heard = Promise.resolve();
  ready.promise.catch(() => {}); // for who asks; nobody has to

  /** False: what had to be kept could not be, so nothing has happened. */
  function adopt(step: Step): boolean {
    if (step.store) {
      try {
        memory.save({ ...memory.load(), holding: step.state.holding });
      } catch (error) {
        log(`The new password was not taken, because it could not be kept: ${(error as Error).message}`);
        return false;
      }
    }
    state = step.state;
    return true;
  }

  async function run(): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const credential = credentialInUse(state);
      const identity = duty?.inTurn() ?? null;
      const will = { topic: topicOf('status'), payload: JSON.stringify({ status: 'offline' }) };
      const way =
        identity === null || secure === undefined ? { url, credential } : { url: secure.url, credential: identity };
      const result = await logIn({ ...way, clientId: id, will, signal });
      if (result.end === 'connected') {
        failures = 0;
        duty?.loggedIn(identity);
        const end = identity === null ? stay(result.client) : stayWithCertificate(result.client, identity);
        // another device of the same id would be thrown out by us, and we by it, without end and as fast as it goes
        if ((await end) === 'lost') await pause(retryMs, signal);
        continue;
      }
      if (signal.aborted) return;
      failures += 1;
      duty?.failed();
      if (identity !== null) {
        log('The broker does not let it in with its certificate');
        await pause(Math.min(longestRetryMs, retryMs * failures), signal);
        continue;
      }
      log(result.end === 'refused' ? `The broker refuses ${credential.username}` : `No answer from the broker`);
      if (result.end === 'refused' && state.holding.next === null)
        ready.reject(new Error(`The broker refuses ${credential.username}.`));
      state = failed(state, result.end);
      await pause(Math.min(longestRetryMs, retryMs * failures), signal);
    }
  }

  /** Until the connection is lost, or is left to be made anew with another password. */
  async function stay(mine: MqttClient): Promise<'lost' | 'left'> {
    const isLost = new Promise<void>((resolve) => mine.once('close', resolve));
    const step = connected(state);
    // which one worked it knows as long as it runs, also where it cannot keep it: it is logged in, and takes what it is offered
    if (!adopt(step)) state = step.state;
    if (signal.aborted || step.act === 'log-in-anew') {
      await leave(mine);
      return 'left';
    }
    client = mine;
    signing = openSigning(memory, null, Date.now);
    listen(mine);
    void introduce(mine, step.act === 'prove').then((isWhole) => isWhole && ready.resolve());
    await isLost;
    client = null;
    mine.end(true);
    const isLeft = !state.isLoggedIn;
    state = lost(state);
    return isLeft ? 'left' : 'lost';
  }

  /** The same with a certificate: there are no passwords to be taken, and the account is the name in the certificate. */
  async function stayWithCertificate(mine: MqttClient, identity: Identity): Promise<'lost' | 'left'> {
    const isLost = new Promise<void>((resolve) => mine.once('close', resolve));
    client = mine;
    signing = openSigning(memory, identity, Date.now);
    let isLeft = false;
    mine.on('message', (topic, payload) => {
      if (hearAny(topic, payload)) return;
      if (topic !== topicOf('certificate/issued') || duty?.hear(payload) !== true) return;
      isLeft = true;
      void leave(mine);
    });
    const { serial, endsAt } = identity;
    said = {
      signing: signing.shown,
      encrypted: true,
      login: { username: id, clientId: id, certificate: serial, certificateEndsAt: endsAt },
    };
    void tell(mine, [
      ...selfWords(mine),
      mine.publishAsync(topicOf('credential/key'), '', { qos: 1, retain: true }),
      ...certificateWords(mine, ['command']),
    ]).then((isWhole) => {
      if (!isWhole) return;
      log(`Connected with its certificate, number ${serial}`);
      ready.resolve();
    });
    await isLost;
    client = null;
    mine.end(true);
    return isLeft ? 'left' : 'lost';
  }

  function certificateWords(mine: MqttClient, alsoHears: readonly string[]): readonly Promise<unknown>[] {
    const more = [...(duty ? ['certificate/issued'] : []), ...(firmware ? ['firmware/offer'] : [])];
    const hears = [...alsoHears, ...more].map(topicOf);
    const asks = duty?.ask().then((request) => {
      if (request === null) return undefined;
      return mine.publishAsync(topicOf('certificate/request'), request, { qos: 1, retain: true });
    });
    return [mine.subscribeAsync(hears, { qos: 1 }), ...(asks === undefined ? [] : [asks])];
  }

  /** Commands and firmware, which come the same way on every connection. */
  function hearAny(topic: string, payload: Buffer): boolean {
    if (topic === topicOf('firmware/offer')) heard = heard.then(() => firmware?.hear(payload));
    else if (topic !== topicOf('command')) return false;
    else if (firmware === undefined) onCommand(payload.toString());
    else {
      const reply = firmwareReply(firmware, payload.toString());
      if (reply === null) onCommand(payload.toString());
      else say('reply', JSON.stringify({ at: Date.now(), ...reply }), 1);
    }
    return true;
  }

  function selfWords(mine: MqttClient): readonly Promise<unknown>[] {
    const words = firmware === undefined ? [retain(mine, 'about', { ...about, ...said })] : firmwareWords(mine);
    return [...words, retain(mine, 'status', { status: 'online' })];
  }

  function firmwareWords(mine: MqttClient): readonly Promise<unknown>[] {
    if (firmware === undefined) return [];
    return [
      retain(mine, 'about', { ...about, ...said, firmware: firmware.installed() }),
      retain(mine, 'firmware/state', firmware.state()),
    ];
  }

  function retain(mine: MqttClient, what: string, body: object): Promise<unknown> {
    return mine.publishAsync(topicOf(what), JSON.stringify(body), { qos: 1, retain: true });
  }

  /** What a broker does not take is logged, and keeps the device from nothing else. Was all of it taken? */
  async function tell(mine: MqttClient, words: readonly Promise<unknown>[]): Promise<boolean> {
    const refusals = (await Promise.allSettled(words)).filter((one) => one.status === 'rejected');
    if (refusals.length > 0 && mine === client)
      log(`The broker does not allow all of it: ${String(refusals[0]?.reason)}`);
    return refusals.length === 0;
  }

  /**
   * Everything that it wants known of itself is said again at each connection: the broker may have lost it.
   */
  async function introduce(mine: MqttClient, proves: boolean): Promise<boolean> {
    const login = { username: credentialInUse(state).username, clientId: id };
    // on the broker's own computer neither word would tell anybody anything
    const way = isLoopback(new URL(url).hostname) ? {} : { encrypted: url.startsWith('wss:') };
    said = { signing: signing.shown, ...way, login };
    const hears = certificateWords(mine, ['command', 'credential/offer']);
    const isWhole = await tell(mine, [
      ...selfWords(mine),
      // a new offer needs a higher number than the last one, whatever the clock of whoever makes it says
      retain(mine, 'credential/key', { ...publicHalf(key), lastSequence: state.holding.lastSequence }),
      ...hears,
      // listening first: whoever sees the proof takes the offer back at once, and that has to be heard
      ...(proves ? [Promise.allSettled(hears).then(() => prove(mine))] : []),
    ]);
    if (isWhole) log(`Connected as ${login.username}`);
    return isWhole;
  }

  /** Only whoever is logged in with this slot may write there. */
  async function prove(mine: MqttClient): Promise<void> {
    const { next } = state.holding;
    if (next !== null) await retain(mine, `credential/proof/${next.slot}`, { rotation: next.rotation });
  }

  function listen(mine: MqttClient): void {
    /** offers are opened one after the other, in the order in which they came */
    let last = Promise.resolve();
    mine.on('message', (topic, payload) => {
      if (hearAny(topic, payload)) return;
      if (topic === topicOf('certificate/issued') && duty?.hear(payload) === true) {
        state = lost(state); // left on purpose, to come back with its certificate
        return void leave(mine);
      }
      if (topic === topicOf('credential/offer')) last = last.then(() => hearOffer(mine, payload));
    });
  }

  async function hearOffer(mine: MqttClient, payload: Buffer): Promise<void> {
    if (ignoresOffers) return payload.byteLength === 0 ? undefined : log('A new password was offered, and is ignored');
    if (payload.byteLength === 0) {
      const isNews = state.holding.next !== null && state.holding.settledOn === null;
      if (mine === client && adopt(settle(state)) && isNews) log(`Settled on ${credentialInUse(state).username}`);
      return;
    }
    const result = await openOffer(payload, topicOf('credential/offer'), key);
    if (mine !== client) return; // lost meanwhile: the broker delivers it again
    if (!result.opened) return log(offerRefusals[result.reason]);
    // the broker delivers it at each connection until it is settled
    const { next, settledOn } = state.holding;
    if (settledOn === null && result.offer.sequence === next?.sequence) return;
    const answer = takeOffer(state, result.offer);
    if (!answer.taken) return log(offerRefusals[answer.reason]);
    if (!adopt(answer)) return;
    if (answer.act === 'prove') return prove(mine);
    log(`Took a new password for ${result.offer.username}, rotation ${result.offer.rotation}`);
    await leave(mine);
  }

  async function leave(mine: MqttClient): Promise<void> {
    const cut = setTimeout(() => mine.stream.destroy(), farewellMs);
    await mine.endAsync().catch(() => {});
    clearTimeout(cut);
  }

  function say(what: string, payload: string | Uint8Array, qos: 0 | 1): void {
    if (client?.connected !== true) return;
    const bytes =
      typeof payload !== 'string'
        ? Buffer.from(payload)
        : isSigned(what)
          ? signing.sign(topicOf(what), payload)
          : payload;
    client.publish(topicOf(what), bytes, { qos, retain: false }, () => {}); // a no of the broker changes nothing
  }

  const running = run();
  return {
    ready: ready.promise,
    publish: say,
    async close() {
      const goodbye = JSON.stringify({ status: 'offline' });
      const mine = client;
      if (mine?.connected === true) {
        const said = mine.publishAsync(topicOf('status'), goodbye, { qos: 1, retain: true }).catch(() => {});
        await Promise.race([said, pause(farewellMs, new AbortController().signal)]);
      }
      closing.abort();
      if (mine !== null) void leave(mine);
      await running;
    },
  };
}

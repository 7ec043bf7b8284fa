import type { PublishResult } from '@/broker/broker';
import type { Outgoing } from '@/core/message';

import { askBridge } from './commands';
import { openConnection } from './connection';
import { createFeed } from './feed';
import { openSignedUpdates } from './firmware/signed-updates';
import { openHearing } from './hearing/hearing';
import { noHistory } from './history/no-history';
import { openParts, type Line } from './session-parts';
import type { Session, SessionOptions } from './session-types';

export type { Session, SessionOptions };

export function openSession(options: SessionOptions): Session {
  const { clock, random, certificateStore } = options;
  const line: Line = { broker: null, login: null, listening: null, protocol: 5 };
  const parts = openParts(options, line, {
    hear: (message) => hearing.hear(message),
    passOn: (heard) => hearing.passOn(heard),
    connect: (login) => connection.connect(login),
  });
  const hearing = openHearing(parts, line);
  const connection = openConnection(parts, line, hearing);
  const { access, alertKeeper, alertPictures, alerts, audience, countKeeper, desk, firmware, history, home, keeper } =
    parts;
  const { learning, lookers, mapped, pictures, pipeline, problems, recent, series, vault, watching, witness } = parts;
  void vault.look();

  async function publish(outgoing: Outgoing): Promise<PublishResult> {
    return line.broker?.publish(outgoing) ?? { outcome: 'refused', reason: 'not-connected' };
  }

  return {
    home,
    alerts: alerts.all,
    alertSight: alerts.sight,
    connect: connection.connect,
    join: connection.join,
    disconnect: connection.disconnect,
    openFeed() {
      const feed = createFeed({ home, recent, problems, alerts: alerts.all, news: audience.news });
      audience.add(feed);
      return feed;
    },
    closeFeed(feed) {
      audience.remove(feed);
      lookers.look(feed, null, null);
    },
    alertAct: alerts.act,
    mute: alerts.mute,
    unmute: alerts.unmute,
    look: (page, look) => lookers.look(page, look, line.broker === null ? null : line.login),
    mapped,
    command: parts.command,
    firmware: (order) => firmware.order(order),
    bridgeHealth: (device) => askBridge(line.broker, pipeline, device, random),
    healthSeries: (device) => series.of(home.devices.get(device), clock()),
    picture(id) {
      const device = home.devices.get(id);
      const told = device?.picture ?? null;
      const picture = device === undefined ? null : pictures.newestOf(device.voices);
      return told === null || picture === null ? null : { told, ...picture };
    },
    alertPicture(id) {
      const alert = alerts.all.get(id);
      return alert === undefined ? null : alertPictures.of(alert);
    },
    messagePicture(id) {
      const bytes = recent.picture(id);
      return bytes === null ? null : { bytes };
    },
    access,
    vault,
    firmwareDesk: desk,
    signedUpdates: openSignedUpdates({
      devices: home.devices,
      store: certificateStore,
      at: () => line.login?.url ?? null,
      clock,
      publish,
    }),
    witness,
    history: history ?? noHistory,
    learning,
    watching,
    updateDuty: () => firmware.duty,
    publish,
    async close() {
      vault.close();
      await access.close();
      await Promise.all([watching.goodbye(), firmware.giveUp()]);
      await Promise.all([alertKeeper.keep(), countKeeper.close(), keeper.close(), learning.close()]);
      await connection.leave();
      await history?.close();
    },
  };
}

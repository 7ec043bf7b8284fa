import type { DeviceId } from './device';
import type { Difference } from './message-difference';
import type { Picture } from './observation';

/** Which of the messages a page wants to see. */
export type MessageView = {
  /** null: those of the whole home */
  readonly device: DeviceId | null;
  /** stands in the topic or in what is shown of the payload, in whatever case; '': every message */
  readonly text: string;
  readonly only: 'all' | 'live' | 'retained';
  /** leaves out what says the same as the message before it on its topic */
  readonly onlyChanges: boolean;
};

/** What may be shown of a payload: secrets masked, cut at 4 kB. */
export type ShownContent =
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean }
  /** `isKept`: its bytes can be asked for (`SessionClient.messagePicture`) */
  | {
      readonly kind: 'picture';
      readonly type: Picture['type'];
      readonly width: number;
      readonly height: number;
      /** of the picture, which may have come in pieces */
      readonly bytes: number;
      readonly isKept: boolean;
    }
  | { readonly kind: 'binary' }
  /** a retained one takes the topic back (MQTT 5 §3.3.1.3) */
  | { readonly kind: 'empty' };

/** One message as a page may show it. */
export type ShownMessage = {
  /** counts the messages of the session */
  readonly id: number;
  readonly at: number;
  readonly topic: string;
  readonly retained: boolean;
  /** of the whole payload */
  readonly bytes: number;
  /** whose it is; null: nobody's that is known */
  readonly device: DeviceId | null;
  readonly content: ShownContent;
  /** from the message before it on its topic, shown or not */
  readonly difference: Difference;
  /** so many that the page asked for came just before this one and are left out */
  readonly leftOut: number;
};

/** What came since the last time, the oldest first. */
export type MessageNews = {
  /** which messages these are */
  readonly view: MessageView;
  /** true: these take the place of what was there */
  readonly isFresh: boolean;
  readonly messages: readonly ShownMessage[];
  /** so many came since the view was paused */
  readonly waiting: number;
};

export function isSameView(one: MessageView, other: MessageView): boolean {
  return (
    one.device === other.device &&
    one.text === other.text &&
    one.only === other.only &&
    one.onlyChanges === other.onlyChanges
  );
}

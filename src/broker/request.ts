import type { Link } from './link';
import type { Request, RequestResult } from './port';
import type { Subscriptions } from './subscriptions';
import { isTopic } from './topic';

/**
 * Asks and waits for the answer, with PINGREQs meanwhile: an idle Mosquitto sends answers only at the next turn of its
 * loop, 100 ms later, and long ones 4 kB at a time. A retained message is no answer: it was there before the question.
 */
export function request(
  link: Link,
  subscriptions: Subscriptions,
  { ask, answerTopic, matches }: Request,
  timeoutMs: number,
): Promise<RequestResult> {
  if (!isTopic(answerTopic) || !isTopic(ask.topic)) return Promise.resolve({ outcome: 'refused' });
  return new Promise((resolve) => {
    const decoder = new TextDecoder();
    const stops = [
      link.nudge.hold(),
      link.onMessage(({ topic, retained, payload }) => {
        if (retained || topic !== answerTopic) return;
        const text = decoder.decode(payload);
        if (matches(text)) finish({ outcome: 'answered', payload: text });
      }),
      link.onLost(() => finish({ outcome: 'not-connected' })),
    ];
    const timer = setTimeout(() => finish({ outcome: 'timed-out' }), timeoutMs);
    let isOver = false;
    void send();

    async function send(): Promise<void> {
      const access = await subscriptions.borrow(answerTopic);
      if (isOver) return; // who asked was told that it went wrong, and may have done something else since
      if (access !== 'granted') return finish({ outcome: access });
      const sent = await link.publish(ask);
      if (sent.outcome === 'refused') finish({ outcome: sent.reason === 'not-authorised' ? 'refused' : sent.reason });
    }

    function finish(result: RequestResult): void {
      isOver = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
      subscriptions.giveBack(answerTopic);
      resolve(result);
    }
  });
}

import type { Feed } from './feed';
import type { AccessQuestions, Answerers, FromSession, QuestionName, Questions, ToSession } from './protocol';
import type { Session } from './session';

/** What the worker boundary needs: a Worker's global scope, a MessagePort, or a pair of functions in a test. */
export type Port = {
  /** `transfer`: buffers that are handed over instead of copied */
  post(message: FromSession, transfer?: readonly ArrayBuffer[]): void;
  /** returns its undo */
  onMessage(listener: (message: ToSession) => void): () => void;
};

/**
 * Serves one page. A batch is sent only when the page has said that it is ready for the next one, so a slow or hidden
 * page costs nothing but one entry a changed device.
 */
export function serveSession(session: Session, port: Port): () => void {
  const feed = session.openFeed();
  const answerers = answerersOf(session, feed);
  let pageIsReady = false;

  function send(): void {
    if (!pageIsReady) return;
    const batch = feed.take();
    if (batch === null) return;
    pageIsReady = false;
    port.post({ type: 'batch', batch });
  }

  const stopChanges = feed.onChange(send);
  const stopMessages = port.onMessage((message) => {
    switch (message.type) {
      case 'connect':
        return session.connect(message.login, feed);
      case 'join':
        return session.join(message.login);
      case 'disconnect':
        return void session.disconnect(feed);
      case 'ready':
        pageIsReady = true;
        return send();
      case 'watch':
        return feed.watch(message.view, message.paused);
      case 'look':
        return session.look(feed, message.look);
      case 'firmware':
        return session.firmware(message.order);
      case 'may-notify':
        feed.mayNotify = message.allowed;
        return;
      case 'ask':
        return void answer(session, answerers, message).then(
          (reply) => port.post({ type: 'answer', id: message.id, answer: reply }, buffersOf(reply)),
          (error: unknown) => port.post({ type: 'refusal', id: message.id, ...described(error) }),
        );
    }
  });
  return () => {
    stopChanges();
    stopMessages();
    session.closeFeed(feed);
  };
}

/** All but those of Access, which come when they are asked. */
type Answerable = Answerers<Exclude<QuestionName, keyof AccessQuestions>>;

function answerersOf(session: Session, feed: Feed): Answerable {
  return {
    command: session.command,
    bridgeHealth: ({ device }) => session.bridgeHealth(device),
    alertAct: ({ alert, act }) => session.alertAct(alert, act),
    rotationHistory: ({ device }) => session.access.rotationHistory(device),
    mute: ({ alert, until }) => session.mute(alert, until),
    unmute: (name) => session.unmute(name),
    healthSeries: ({ device }) => session.healthSeries(device),
    picture: ({ device }) => session.picture(device),
    alertPicture: ({ alert }) => session.alertPicture(alert),
    // seldom asked for, so it is fetched then
    replay: async ({ recording }) => (await import('./replay/replay-text')).replayText(recording),
    testWatcher: () => session.watching.askForTest(),
    learning: ({ device }) => session.learning.progress(device),
    expected: (query) => session.learning.expected(query),
    adoptHabits: async ({ home, habits }) => {
      await session.learning.adopt(home, habits);
      return null;
    },
    messagePicture: ({ id }) => session.messagePicture(id),
    ...session.mapped.answers,
    ...session.firmwareDesk.answers,
    ...session.signedUpdates.answers,
    ...session.vault.answersFor(feed),
    ...session.witness.answers,
    ...session.history.answers,
  };
}

/** Async, so that a bug in an answerer is a refusal like any other. */
async function answer(
  { access }: Session,
  answerers: Partial<Answerers> & Answerable,
  { question, ask }: Extract<ToSession, { type: 'ask' }>,
): Promise<Questions[QuestionName]['answer']> {
  const answerer = answerers[question];
  // a question and what is asked come as a pair, which TypeScript cannot follow through the table
  if (answerer === undefined) return access.answer(question as keyof AccessQuestions, ask as never);
  return answerer(ask as never);
}

/** The bytes of a picture are a copy already: they move to the page. */
function buffersOf(answer: Questions[QuestionName]['answer']): readonly ArrayBuffer[] {
  return typeof answer === 'object' && answer !== null && 'bytes' in answer ? [answer.bytes.buffer] : [];
}

/** Errors cross the boundary by name. */
function described(error: unknown): { readonly name: string; readonly message: string } {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}

/** What the simulated home puts on the wire. The payload is text; a retained empty payload takes a topic back. */
export type SimulatedMessage = {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
  readonly qos: 0 | 1;
};

export type Tell = (message: SimulatedMessage) => void;

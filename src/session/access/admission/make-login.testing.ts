export const founder = { username: 'founder', password: 'founder-3c9d' } as const;
/** it stands in the password file, which nothing has emptied: whatever there is in the home, it may speak for it */
export const rescue = { username: 'rescue', password: 'rescue-77' } as const;

/** What a Tasmota says of itself, retained, below `tasmota/discovery`. `topic`: its own, `prefix`: of its commands. */
export const tasmota = (name: string, topic: string, prefix = 'cmnd') => ({
  ip: '10.0.0.9',
  dn: name,
  fn: [name],
  hn: topic,
  mac: '8CAAB50000A1',
  md: 'Sonoff S31',
  ofln: 'Offline',
  onln: 'Online',
  state: ['OFF', 'ON', 'TOGGLE', 'HOLD'],
  sw: '13.4.0',
  t: topic,
  ft: '%prefix%/%topic%/',
  tp: [prefix, 'stat', 'tele'],
  rl: [1, 0, 0, 0, 0, 0, 0, 0],
  ver: 1,
});

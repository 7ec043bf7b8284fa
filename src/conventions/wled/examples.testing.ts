import { fact, type Example } from '../hearing.testing';

export const state = '<?xml version="1.0" ?><vs><ac>128</ac><cl>255</cl><ds>Shelf</ds><ss>0</ss></vs>';
const online = { topic: 'wled/1a2b3c/status', payload: 'online', retained: true };

export const examples: readonly Example[] = [
  {
    story: 'on its default topic it is known by its will alone',
    messages: [online],
    devices: {
      'wled:wled/1a2b3c': {
        name: 'wled/1a2b3c',
        nameIsDerived: true,
        vendor: 'WLED',
        kind: 'light',
        reachability: 'online',
        capabilities: ['switch'],
      },
    },
  },
  {
    story: 'on another topic it shows itself by its colour or its state',
    messages: [
      { topic: 'living/shelf/status', payload: 'offline', retained: true },
      { topic: 'living/shelf/g', payload: '0', retained: true },
      { topic: 'living/shelf/c', payload: '#FFA000', retained: true },
      { topic: 'living/shelf/v', payload: state },
    ],
    devices: {
      'wled:living/shelf': {
        name: 'Shelf',
        nameIsDerived: false,
        reachability: 'offline',
        state: { switch: fact('on') },
      },
    },
  },
  {
    story: 'brightness 0 is off, and the name it has out of the box is nobody’s',
    messages: [
      online,
      { topic: 'wled/1a2b3c/v', payload: state.replace('Shelf', 'WLED') },
      { topic: 'wled/1a2b3c/g', payload: '0' },
    ],
    devices: { 'wled:wled/1a2b3c': { name: 'wled/1a2b3c', state: { switch: fact('off') } } },
  },
  {
    story: 'a state that is none changes nothing',
    messages: [online, { topic: 'wled/1a2b3c/g', payload: 'bright' }, { topic: 'wled/1a2b3c/v', payload: '<vs><ac>' }],
    devices: { 'wled:wled/1a2b3c': { state: {} } },
  },
];

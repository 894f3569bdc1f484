// The chat of the Cable Bridge demo: EventSource or fetch, and nothing else.
//
// A page is one session, named by a random id. Both transports read that session; the switch ends
// one reader and starts the other at the position of the last message, so nothing is lost.
'use strict';

const POLL_SECONDS = 20;
const POLL_GIVES_UP_MS = 45000;
const MAX_LINES = 500;
const CLOCK = {channel: 'ClockChannel'};

const query = new URLSearchParams(location.search);
const ui = id => document.getElementById(id);
const tag = mint(8);

let id = mint(32);
let transport = query.get('transport') === 'poll' ? 'poll' : 'sse';
let room = (query.get('room') || 'lobby').slice(0, 64);
let position = '';
let sessionId = '';
let dropped = 0;
let received = 0;
let reader = null;
let posts = Promise.resolve();

function mint(length) {
  const bytes = crypto.getRandomValues(new Uint8Array(length / 2));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

const chat = () => ({channel: 'ChatChannel', room});
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const backOff = tries => Math.min(8000, 500 * 2 ** tries) * (0.5 + Math.random() / 2);

// The bridge's root is one level above this page, whatever path it is mounted on.
function address(parameters = []) {
  const search = new URLSearchParams(parameters).toString();
  return '../' + id + (search && '?' + search);
}

// --- Reading by EventSource -------------------------------------------------------------------

function openEventSource() {
  const parameters = [
    ['subscribe', JSON.stringify(chat())],
    ['subscribe', JSON.stringify(CLOCK)],
  ];
  if (position) {
    parameters.push(['after', position]);
  }
  const source = new EventSource(address(parameters));
  let again = 0;
  source.onmessage = message => {
    take(JSON.parse(message.data), 'sse');
    movePosition(message.lastEventId);
  };
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) {
      log('stream interrupted, the browser reconnects');
      return;
    }
    log('stream refused, retrying', true);
    again = setTimeout(() => isCurrent() && startReading(), 3000);
  };
  const self = {
    stop() {
      clearTimeout(again);
      source.close();
    },
  };
  const isCurrent = () => reader === self;
  return self;
}

// --- Reading by long polling ------------------------------------------------------------------

function openPolling() {
  const self = {request: null, stopped: false};
  self.stop = () => {
    self.stopped = true;
    if (self.request) {
      self.request.abort();
    }
  };
  poll(self);
  return self;
}

async function poll(self) {
  let failures = 0;
  let subscribed = false;
  while (!self.stopped) {
    try {
      if (!subscribed) {
        await post([subscribing(chat()), subscribing(CLOCK)]);
        subscribed = true;
        continue;
      }
      const answer = await ask(self);
      if (self.stopped) {
        return;
      }
      failures = 0;
      takeAnswer(answer);
      if (answer.superseded) {
        await pause(1000);
      }
    } catch (problem) {
      if (self.stopped) {
        return;
      }
      if (problem.final) {
        finish(problem.message);
        return;
      }
      log('poll failed: ' + problem.message, true);
      subscribed = false;
      await pause(backOff(failures++));
    }
  }
}

async function ask(self) {
  self.request = new AbortController();
  const watch = setTimeout(() => self.request.abort(), POLL_GIVES_UP_MS);
  try {
    const parameters = [['timeout', POLL_SECONDS]];
    if (position) {
      parameters.push(['after', position]);
    }
    const response = await fetch(address(parameters), {
      headers: {Accept: 'application/json'},
      cache: 'no-store',
      signal: self.request.signal,
    });
    return await read(response);
  } finally {
    clearTimeout(watch);
  }
}

function takeAnswer(answer) {
  noteSession(answer.session_id);
  showState(answer.upstream);
  if (answer.dropped) {
    countDropped(answer.dropped);
  }
  for (const message of answer.messages) {
    take(message, 'poll');
  }
  movePosition(answer.position);
}

// --- Sending ----------------------------------------------------------------------------------

const subscribing = identifier => ({identifier, subscribe: true});

// The POSTs run one after the other, which keeps the messages in order.
function post(requests) {
  const turn = posts.then(async () => {
    const response = await fetch(address([['poll-queue', 256]]), {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify(requests),
    });
    const answers = await read(response);
    if (answers.length && answers[0].session_id) {
      noteSession(answers[0].session_id);
    }
    const refused = answers.find(answer => answer.error);
    if (refused) {
      throw new Error(refused.error);
    }
  });
  posts = turn.catch(() => {});
  return turn;
}

async function read(response) {
  if (response.ok && response.status !== 204) {
    return response.json();
  }
  const body = await response.json().catch(() => ({}));
  const problem = new Error(body.detail || body.error || 'status ' + response.status);
  problem.final = body.retry === false || response.status === 204;
  throw problem;
}

async function speak() {
  const text = ui('text').value.trim();
  if (!text) {
    return;
  }
  ui('text').value = '';
  try {
    const name = ui('name').value.trim();
    await post([{identifier: chat(), send: {action: 'speak', name, text, tag}}]);
  } catch (problem) {
    log('not sent: ' + problem.message, true);
    ui('text').value = ui('text').value || text;
  }
}

// --- Events -----------------------------------------------------------------------------------

function take(event, by) {
  switch (event.type) {
    case 'joined':
      noteSession(event.session_id);
      showState(event.upstream);
      log(event.resumed ? 'joined, resumed at the last position' : 'joined');
      break;
    case 'connected':
      showState('open');
      log('connected to ' + event.identifier.channel);
      break;
    case 'received':
      show(event, by);
      break;
    case 'disconnected':
      showState(event.will_reconnect ? 'reconnecting' : 'closed');
      log('disconnected from ' + event.identifier.channel, true);
      break;
    case 'rejected':
      log('rejected by ' + event.identifier.channel, true);
      break;
    case 'dropped':
      countDropped(event.count);
      break;
    case 'closed':
      if (event.reconnect) {
        showState('reconnecting');
        log('closed by the bridge (' + event.reason + '), reconnecting');
      } else {
        finish(event.reason);
      }
      break;
  }
}

function show(event, by) {
  const message = event.message;
  if (event.identifier.channel === CLOCK.channel) {
    ui('clock').textContent = clockTime(new Date(message.time));
    return;
  }
  if (event.identifier.room !== room) {
    return;
  }
  ui('received').textContent = ++received;
  const line = document.createElement('li');
  line.dataset.kind = message.kind;
  line.dataset.transport = by;
  if (message.kind === 'said') {
    line.className = message.tag === tag ? 'said mine' : 'said';
    const head = document.createElement('div');
    head.className = 'head';
    head.append(
        element('b', message.name),
        element('time', clockTime(new Date(event.time))),
        element('span', by === 'sse' ? 'SSE' : 'poll', 'badge'));
    line.append(head, element('div', message.text, 'words'));
  } else {
    line.className = 'note';
    line.textContent = message.text;
  }
  append(ui('messages'), line);
}

// A new session id means that the subscriptions of the old session no longer exist.
function noteSession(newId) {
  if (!newId || newId === sessionId) {
    return;
  }
  const restarted = sessionId !== '';
  sessionId = newId;
  ui('session').textContent = newId.slice(0, 8) + '…';
  movePosition('0/' + newId);
  if (restarted) {
    log('the session was restarted, subscribing again', true);
    post([subscribing(chat()), subscribing(CLOCK)]).catch(() => {});
  }
}

function finish(reason) {
  stopReading();
  showState('closed');
  log('ended: ' + reason + '; switch the transport to start again', true);
  forget();
}

// The next reader opens a session of its own.
function forget() {
  id = mint(32);
  position = sessionId = '';
}

// --- Actions of the user ----------------------------------------------------------------------

function startReading() {
  stopReading();
  ui('carrier').textContent = transport === 'sse' ? 'SSE' : 'Long polling';
  reader = transport === 'sse' ? openEventSource() : openPolling();
}

function stopReading() {
  if (reader) {
    reader.stop();
  }
  reader = null;
}

function switchTransport(to) {
  transport = to;
  log('switching to ' + (to === 'sse' ? 'SSE' : 'long polling') + (position && ', continuing at event ' + position.split('/')[0]));
  remember();
  startReading();
}

async function switchRoom(to) {
  const old = chat();
  room = to;
  remember();
  ui('messages').replaceChildren();
  log('changing to room ' + to);
  try {
    await post([{identifier: old, unsubscribe: true}, subscribing(chat())]);
  } catch (problem) {
    log('room not changed: ' + problem.message, true);
  }
  if (transport === 'sse') {
    startReading(); // the URL names the room for the browser's reconnections
  }
}

function remember() {
  const parameters = new URLSearchParams({transport, room, name: ui('name').value.trim()});
  history.replaceState(null, '', '?' + parameters);
}

// --- The page ---------------------------------------------------------------------------------

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

function append(list, line) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  list.append(line);
  while (list.childElementCount > MAX_LINES) {
    list.firstElementChild.remove();
  }
  if (atEnd) {
    list.scrollTop = list.scrollHeight;
  }
}

function clockTime(date) {
  return isNaN(date) ? '–' : date.toLocaleTimeString([], {hour12: false});
}

function log(text, bad = false) {
  const line = element('li', '', bad ? 'bad' : '');
  line.append(element('time', clockTime(new Date())), element('span', text));
  ui('log').prepend(line);
  while (ui('log').childElementCount > 200) {
    ui('log').lastElementChild.remove();
  }
}

function showState(state) {
  if (state) {
    ui('state').textContent = state;
    ui('state').dataset.state = state;
  }
}

function movePosition(to) {
  if (to) {
    position = to;
    ui('position').textContent = to.split('/')[0];
    ui('position').dataset.position = to;
  }
}

function countDropped(count) {
  dropped += count;
  ui('dropped').textContent = dropped;
  log(count + ' messages were dropped', true);
}

function start() {
  ui('room').value = room;
  ui('name').value = (query.get('name') || 'guest-' + tag.slice(0, 4)).slice(0, 40);
  ui('transport-' + transport).checked = true;
  ui('transport').addEventListener('change', event => switchTransport(event.target.value));
  ui('room').addEventListener('change', event => {
    const chosen = event.target.value.trim() || 'lobby';
    event.target.value = chosen;
    if (chosen !== room) {
      switchRoom(chosen);
    }
  });
  ui('name').addEventListener('change', remember);
  ui('speak').addEventListener('submit', event => {
    event.preventDefault();
    speak();
  });
  addEventListener('pagehide', () => {
    stopReading();
    fetch(address(), {method: 'DELETE', keepalive: true}).catch(() => {});
  });
  addEventListener('pageshow', event => {
    if (event.persisted) {
      forget();
      startReading();
    }
  });
  startReading();
}

start();

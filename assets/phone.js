// The phone: keys, network and messages. What it shows is what the gateway answers; nothing is made up here.
for (const root of document.querySelectorAll('[data-phone]')) startPhone(root);

function startPhone(root) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const settings = root.dataset;
  const texts = JSON.parse(settings.texts);
  const screen = part('screen');
  const input = part('input');
  const sms = part('sms');
  const phone = { session: null, last: null, turns: [], seen: null, busy: 0 };

  const say = (key) => {
    part('state').textContent = texts[key];
  };
  const newId = () =>
    '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (sign) =>
      (sign ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (sign / 4)))).toString(16),
    );
  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const delay = () => wait(Number(part('delay').value));

  async function ask(name, fields, method = 'POST') {
    const body = new URLSearchParams({ as: part('as').value, ...fields });
    if (method === 'GET') return read(await fetch(`${settings.base}/${name}?${body}`));
    body.set('_csrf', settings.csrf);
    return read(await fetch(`${settings.base}/${name}`, { method, body }));
  }
  async function read(response) {
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  // --- the screen

  function show(text, size) {
    screen.textContent = text;
    writeMeter(part('meter'), size);
  }
  function writeMeter(meter, { units, limit, alphabet, segments = 1 }) {
    meter.textContent = `${units}/${limit} ${alphabet}${segments > 1 ? ` · ${segments} SMS` : ''}`;
    meter.classList.toggle('over', segments === 1 && units > limit);
  }
  function log(turn) {
    phone.turns.push(turn);
    part('log').textContent = phone.turns
      .map(({ typed, kind, text }) => `> ${typed}\n-- ${kind}\n${text}`)
      .join('\n\n');
    return turn;
  }
  function setInSession(isIn) {
    root.classList.toggle('in-session', isIn);
  }

  // --- a session

  function dial(code) {
    phone.session = { id: newId(), dialled: code, typed: [], until: Date.now() + settings.seconds * 1000 };
    setInSession(true);
    return send('dialling');
  }
  function answer(text) {
    phone.session.typed = [...phone.session.typed, ...text.split('*')];
    return send('connected');
  }
  async function send(state) {
    const session = phone.session;
    phone.last = { session: session.id, dialled: session.dialled, typed: session.typed.join('*') };
    input.value = '';
    say(state);
    root.classList.add('waiting');
    phone.busy += 1;
    try {
      await delay();
      // Cut while it was on its way out: the gateway never hears of it.
      if (phone.session !== session) return;
      const { screen: shown } = await ask('call', phone.last);
      // Cut while it was on its way back: the gateway took it, nobody sees the answer.
      if (phone.session !== session) return;
      take(shown);
    } catch {
      if (phone.session === session) fail();
    } finally {
      phone.busy -= 1;
      root.classList.toggle('waiting', phone.busy > 0);
    }
  }
  function take(shown) {
    if (shown === null) {
      hangUp('wrong-code');
      return;
    }
    phone.last.shown = shown.text;
    log({ typed: shown.typed, kind: shown.kind, text: shown.text });
    show(shown.text, shown);
    if (shown.kind === 'END') hangUp('ended');
    else say('connected');
  }
  function fail() {
    show('', { units: 0, limit: settings.limit, alphabet: 'GSM-7' });
    hangUp('failed');
  }
  function hangUp(state) {
    phone.session = null;
    setInSession(false);
    say(state);
  }
  function cut(state) {
    if (!phone.session) return;
    show('', { units: 0, limit: settings.limit, alphabet: 'GSM-7' });
    hangUp(state);
  }
  async function retry() {
    if (!phone.last || phone.last.shown === undefined) {
      say('nothing-to-repeat');
      return;
    }
    const { shown, ...same } = phone.last;
    await delay();
    try {
      const again = await ask('call', same);
      say(again.screen && again.screen.text === shown ? 'same' : 'other');
    } catch {
      say('failed');
    }
  }
  setInterval(() => {
    const left = phone.session ? Math.max(0, Math.ceil((phone.session.until - Date.now()) / 1000)) : null;
    part('seconds-left').textContent = left === null ? '' : `${left} s`;
    if (left === 0) cut('timed-out');
  }, 500);

  // --- SMS

  function smsText() {
    const text = sms.value.trim();
    return part('practice').checked && text !== '' && !/^latih\b/i.test(text) ? `LATIH ${text}` : text;
  }
  function sizeOf(text) {
    let units = 0;
    for (const sign of text) {
      if (settings.gsm7.includes(sign)) units += 1;
      else if (settings.gsm7Extension.includes(sign)) units += 2;
      else return sized(text.length, 70, 67, 'UCS-2');
    }
    return sized(units, 160, 153, 'GSM-7');
  }
  function sized(units, limit, each, alphabet) {
    return { units, limit, alphabet, segments: units <= limit ? 1 : Math.ceil(units / each) };
  }
  async function sendSms() {
    const text = smsText();
    if (text === '') return;
    sms.value = '';
    writeMeter(part('sms-meter'), sizeOf(''));
    bubble(text, 'own');
    try {
      await findSeen();
      await delay();
      await ask('sms', { message: newId(), text });
      phone.open = log({ typed: `sms ${text}`, kind: 'SMS', text: texts['no-answer'] });
      phone.open.isEmpty = true;
      say('sent');
    } catch {
      say('failed');
    }
  }
  async function findSeen() {
    if (phone.seen === null) phone.seen = (await ask('replies', {}, 'GET')).last;
  }
  async function look() {
    if (document.hidden) return;
    const number = part('as').value;
    try {
      await findSeen();
      const { last, replies } = await ask('replies', { after: phone.seen }, 'GET');
      if (number !== part('as').value || last === phone.seen) return;
      phone.seen = last;
      for (const reply of replies) receive(reply);
    } catch {
      // The next look asks again.
    }
  }
  function receive(reply) {
    bubble(reply.text, 'theirs', reply);
    say('new-sms');
    const turn = phone.open;
    if (!turn) return;
    turn.text = turn.isEmpty ? reply.text : `${turn.text}\n${reply.text}`;
    turn.isEmpty = false;
    log(phone.turns.pop());
  }
  function bubble(text, whose, size) {
    const item = document.createElement('li');
    item.className = whose;
    const words = document.createElement('span');
    words.textContent = text;
    item.append(words);
    const count = document.createElement('small');
    writeMeter(count, size || sizeOf(text));
    item.append(count);
    part('messages').append(item);
    while (part('messages').children.length > 30) part('messages').firstElementChild.remove();
  }
  const polling = setInterval(look, 1500);
  window.addEventListener('pagehide', () => clearInterval(polling));

  // --- the transcript

  async function save() {
    const turns = phone.turns.map(({ typed, kind, text }) => ({ typed, kind, text }));
    try {
      const { name, text } = await ask('transcript', { turns: JSON.stringify(turns) });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
      say('saved');
    } catch {
      say('failed');
    }
  }
  function forget() {
    phone.turns = [];
    phone.open = null;
    part('log').textContent = '';
  }

  // --- keys

  function press(sign) {
    input.value += sign;
    input.scrollLeft = input.scrollWidth;
  }
  function callKey() {
    const typed = input.value.trim();
    if (typed === '') {
      if (!phone.session) input.value = settings.code;
      return;
    }
    if (phone.session && !root.classList.contains('waiting')) answer(typed);
    else if (!phone.session) dial(typed);
  }
  const acts = {
    call: callKey,
    end: () => {
      input.value = '';
      if (phone.session) cut('ended');
      else show('', sizeOf(''));
    },
    delete: () => {
      input.value = input.value.slice(0, -1);
    },
    cut: () => cut('cut'),
    retry,
    sms: sendSms,
    save,
    forget,
  };
  root.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const { key, do: act } = button.dataset;
    if (key !== undefined) press(key);
    else if (act !== undefined) acts[act]();
    else if (button.dataset.try === 'dial') input.value = button.value;
    else if (button.dataset.try === 'text') {
      sms.value = button.value;
      sms.dispatchEvent(new Event('input'));
      sms.focus();
    }
  });
  // Keys of the keyboard are the phone's, wherever they are not another field's.
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const { target, key } = event;
    if (target.closest('textarea, select, summary, a') || (target !== input && target.matches('input')))
      return;
    if (key === 'Escape') acts.end();
    else if (key === 'Enter' && !target.closest('button')) acts.call();
    else if (target === input) return;
    else if (key === 'Backspace') acts.delete();
    else if (/^[0-9*#]$/.test(key)) press(key);
    else return;
    event.preventDefault();
  });
  sms.addEventListener('input', () => writeMeter(part('sms-meter'), sizeOf(smsText())));
  part('practice').addEventListener('change', () => sms.dispatchEvent(new Event('input')));
  part('as').addEventListener('change', () => {
    cut('ended');
    phone.seen = null;
    phone.last = null;
    forget();
    part('messages').textContent = '';
    show('', sizeOf(''));
    say('ready');
  });
  input.value = settings.code;
  findSeen().catch(() => say('failed'));
}

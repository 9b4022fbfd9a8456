// Search without a server, narrowing of lists. Everything else of the site works without it.
'use strict';

/** Looks for things by name, id and kind. The index is in files of its own, read when it is first needed. */
class Search {
  /** Labels of kinds by language, where their pages are, and all words of them. */
  #kinds = [];
  /** Of each thing: number of its kind, name of its page, its texts, and the same for comparing. */
  #things = [];
  #missing = 0;
  #isStarted = false;

  constructor(root, language, changed) {
    this.root = root;
    this.language = language;
    this.changed = changed;
  }

  /** Same letters whatever their case and width. */
  static fold(text) {
    return text.normalize('NFKC').toLowerCase();
  }

  /** Reads the index; each of its files answers by itself. */
  start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#missing = 1;
    this.#read('index');
  }

  #read(name) {
    const script = document.createElement('script');
    script.src = `${this.root}search/${name}.js`;
    script.onerror = () => this.#arrived();
    document.head.append(script);
  }

  #arrived() {
    this.#missing -= 1;
    this.changed();
  }

  get isReading() {
    return this.#missing > 0;
  }

  /** What `search/index.js` says: how many files there are, and the kinds. */
  kinds(files, kinds) {
    this.#kinds = kinds.map(([folder, ...words]) => {
      const label = words[1 + this.language] || words[1];
      return { folder, label, words: Search.fold(words.join('\t')) };
    });
    this.#missing += files;
    for (let n = 1; n <= files; n += 1) this.#read(String(n));
    this.#arrived();
  }

  /** What each of the other files says: a line a thing. */
  things(lines) {
    for (const line of lines.split('\n')) {
      const [kind, file, ...texts] = line.split('\t');
      this.#things.push({ kind: Number(kind), file: file || texts[0], texts, folded: Search.fold(texts.join('\t')) });
    }
    this.#arrived();
  }

  /** How well a thing fits: 0 is best; none if not at all. */
  #rank(thing, whole, words) {
    const { folded } = thing;
    const at = folded.indexOf(whole);
    if (at >= 0) {
      const line = `\t${folded}\t`;
      if (line.includes(`\t${whole}\t`)) return 0;
      if (line.includes(`\t${whole}`)) return 1;
      return line.includes(` ${whole}`) || line.includes(`-${whole}`) ? 2 : 3;
    }
    const kind = this.#kinds[thing.kind]?.words ?? '';
    return words.every((word) => folded.includes(word) || kind.includes(word)) ? 4 : undefined;
  }

  /** The best things, and how many fit. */
  find(asked, most) {
    const whole = Search.fold(asked).replace(/\s+/g, ' ').trim();
    const words = whole.split(' ');
    const ranks = [[], [], [], [], []];
    let count = 0;
    if (whole === '') return { count, best: [] };
    for (const thing of this.#things) {
      const rank = this.#rank(thing, whole, words);
      if (rank === undefined) continue;
      count += 1;
      ranks[rank].push(thing);
    }
    const byLength = (a, b) => a.folded.length - b.folded.length;
    const best = [];
    for (const rank of ranks) {
      if (best.length < most) best.push(...(rank.length > 5000 ? rank.slice(0, most) : rank.sort(byLength)));
    }
    return { count, best: best.slice(0, most).map((thing) => this.#shown(thing)) };
  }

  #shown({ kind, file, texts }) {
    const [id, first, ...others] = texts;
    const { folder, label } = this.#kinds[kind] ?? { folder: 'elements', label: '' };
    const name = (this.language > 0 && others[this.language - 1]) || first || id;
    return { href: `${folder}/${file}.html`, name, id, label };
  }
}

const page = document.body.dataset;
const field = document.querySelector('[data-search]');
const list = document.querySelector('#results');
const panel = list?.closest('.results');
const status = document.querySelector('[data-status]');

/** Shows what was found for what is written in the field now. */
const show = () => {
  const asked = field.value.trim();
  panel.hidden = asked === '';
  field.setAttribute('aria-expanded', String(!panel.hidden));
  field.removeAttribute('aria-activedescendant');
  list.replaceChildren();
  if (panel.hidden) return;
  const { count, best } = search.find(asked, 50);
  const words = count > 0 ? status.dataset.found.replace('{n}', count.toLocaleString('en')) : status.dataset.nothing;
  status.textContent = search.isReading ? status.dataset.reading : words;
  list.replaceChildren(
    ...best.map((thing, n) => {
      const option = document.createElement('li');
      option.id = `result-${n}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      const link = document.createElement('a');
      link.href = page.up + thing.href;
      link.tabIndex = -1;
      const name = document.createElement('b');
      const detail = document.createElement('span');
      name.textContent = thing.name;
      detail.textContent = `${thing.label} · ${thing.id}`;
      link.append(name, detail);
      option.append(link);
      return option;
    }),
  );
};

/** Number of the result that the arrows chose; -1 if none. */
const chosen = () => [...list.children].findIndex((option) => option.getAttribute('aria-selected') === 'true');

let isWaiting = false;
const changed = () => {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    // More of the index came; what was chosen stays where it is.
    const before = chosen();
    show();
    if (before >= 0) choose(before + 1);
  });
};

const search = new Search(page.root, Number(page.language), changed);
// The files of the index call this.
window.archweaveSearch = search;

/** Moves the choice among the results. */
const choose = (step) => {
  const options = [...list.children];
  if (options.length === 0) return;
  const now = chosen();
  const next = (now + step + (now < 0 && step < 0 ? 1 : 0) + options.length) % options.length;
  options.forEach((option, n) => option.setAttribute('aria-selected', String(n === next)));
  options[next].scrollIntoView({ block: 'nearest' });
  field.setAttribute('aria-activedescendant', options[next].id);
};

const close = () => {
  panel.hidden = true;
  field.setAttribute('aria-expanded', 'false');
};

if (field && page.root !== undefined) {
  field.closest('[hidden]').hidden = false;
  field.addEventListener('focus', () => search.start());
  field.addEventListener('input', () => {
    search.start();
    show();
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') choose(1);
    else if (event.key === 'ArrowUp') choose(-1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter') (list.querySelector('[aria-selected="true"]') ?? list.firstElementChild)?.querySelector('a').click();
    else return;
    event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.site-search')) close();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest('input, textarea, select');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
}

for (const input of document.querySelectorAll('[data-narrow]')) {
  input.closest('[hidden]').hidden = false;
  const narrowed = document.getElementById(input.dataset.narrow);
  input.addEventListener('input', () => {
    const wanted = Search.fold(input.value.trim());
    for (const part of narrowed.children) {
      const items = [...part.querySelectorAll('li')];
      for (const item of items) item.toggleAttribute('data-narrow-out', !Search.fold(item.textContent).includes(wanted));
      part.toggleAttribute('data-narrow-out', items.every((item) => item.hasAttribute('data-narrow-out')));
    }
  });
}

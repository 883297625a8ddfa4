'use strict';
(() => {
  const byId = id => document.getElementById(id);
  const root = document.documentElement;
  const bar = document.querySelector('.bar-top');

  // The bar stands over the content: what is jumped to must not end up behind it.
  const measure = () => root.style.setProperty('--bar', `${bar.offsetHeight}px`);
  addEventListener('resize', measure);

  const theme = byId('theme');
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const remembered = {
    get: () => { try { return localStorage.getItem('hyops-report-theme'); } catch { return null; } },
    set: value => { try { localStorage.setItem('hyops-report-theme', value); } catch { /* A page from a file may have no storage. */ } },
  };
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : prefersDark.matches;
  const showTheme = () => theme.setAttribute('aria-pressed', String(isDark()));
  if (['dark', 'light'].includes(remembered.get())) root.dataset.theme = remembered.get();
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remembered.set(root.dataset.theme);
    showTheme();
  });
  prefersDark.addEventListener('change', showTheme);
  theme.hidden = false;
  showTheme();

  const openAround = element => {
    for (let details = element.closest('details'); details; details = details.parentElement.closest('details')) details.open = true;
  };
  const openTarget = () => {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    openAround(target);
    target.scrollIntoView({ block: target.matches('li') ? 'center' : 'start' });
  };
  addEventListener('hashchange', openTarget);

  // The number of a line is its link.
  document.addEventListener('click', event => {
    const line = event.target.closest?.('.lines li[id]');
    if (line && event.clientX - line.getBoundingClientRect().left < parseFloat(getComputedStyle(line).paddingLeft)) location.hash = line.id;
  });

  const form = document.querySelector('.search');
  if (form) search(form);
  measure();
  openTarget();

  function search() {
    const most = 10000;
    const [query, stream, found, previous, next] = ['query', 'stream', 'found', 'previous', 'next'].map(byId);
    const logs = [...document.querySelectorAll('details.log')];
    const paints = 'highlights' in CSS;
    let lines = null;
    let matches = [];
    let at = -1;
    let timer = 0;
    form.hidden = false;

    const readLines = () => lines ??= logs.flatMap(log => [...log.querySelectorAll('li')].map(line => ({ line, log, text: line.textContent })));

    // A match may cross the borders of coloured pieces.
    const rangeOf = ({ line, start, end }) => {
      const range = document.createRange();
      const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let passed = 0;
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const length = node.data.length;
        if (start >= passed && start < passed + length) range.setStart(node, start - passed);
        if (end <= passed + length) { range.setEnd(node, end - passed); break; }
        passed += length;
      }
      return range;
    };

    const paint = () => {
      if (paints) {
        CSS.highlights.set('found', new Highlight(...matches.map(match => match.range ??= rangeOf(match))));
        const current = new Highlight(...(at < 0 ? [] : [matches[at].range]));
        current.priority = 1;
        CSS.highlights.set('current', current);
      } else {
        document.querySelectorAll('.lines li.found').forEach(line => line.classList.remove('found', 'current'));
        matches.forEach(match => match.line.classList.add('found'));
        if (at >= 0) matches[at].line.classList.add('current');
      }
    };

    const tell = () => {
      const count = matches.length >= most ? `${most}+` : String(matches.length);
      found.textContent = !query.value ? '' : !matches.length ? 'none' : at < 0 ? count : `${at + 1} of ${count}`;
      if (at >= 0) {
        const { line } = matches[at];
        const where = document.createElement('span');
        where.className = 'unseen';
        where.textContent = `, ${line.parentElement.dataset.log}, line ${line.id.split('-')[1]}: ${line.textContent.trim()}`;
        found.append(where);
      }
      previous.disabled = next.disabled = !matches.length;
    };

    const find = () => {
      clearTimeout(timer);
      matches = [];
      at = -1;
      const hidden = new Set(logs.filter(log => stream.value && log.dataset.stream !== stream.value));
      logs.forEach(log => log.hidden = hidden.has(log));
      if (query.value) {
        const wanted = new RegExp(query.value.replace(/[.*+?^${}()|[\]\\\/-]/g, '\\$&'), 'giu');
        for (const { line, log, text } of readLines()) {
          if (hidden.has(log)) continue;
          for (const match of text.matchAll(wanted)) matches.push({ line, start: match.index, end: match.index + match[0].length });
          if (matches.length >= most) { matches.length = most; break; }
        }
      }
      paint();
      tell();
    };

    const go = step => {
      clearTimeout(timer);
      if (timer) { timer = 0; find(); }
      if (!matches.length) return;
      at = at < 0 ? (step > 0 ? 0 : matches.length - 1) : (at + step + matches.length) % matches.length;
      const { line } = matches[at];
      openAround(line);
      line.scrollIntoView({ block: 'center' });
      paint();
      tell();
    };

    query.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => { timer = 0; find(); }, 150); });
    stream.addEventListener('change', find);
    form.addEventListener('submit', event => event.preventDefault());
    query.addEventListener('keydown', event => {
      if (event.key === 'Enter') { event.preventDefault(); go(event.shiftKey ? -1 : 1); }
      if (event.key === 'Escape') { event.preventDefault(); query.value = ''; find(); }
    });
    next.addEventListener('click', () => go(1));
    previous.addEventListener('click', () => go(-1));
    document.addEventListener('keydown', event => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); query.focus(); query.select(); }
    });
    find();
  }
})();

// Makes drawings easier to move around in. Everything works without it.
'use strict';

for (const drawing of document.querySelectorAll('.drawing')) {
  const pictures = [...drawing.querySelectorAll('svg.aw-diagram')];
  const natural = (picture) => picture.viewBox.baseVal.width;
  const shown = () => pictures.find((picture) => picture.getClientRects().length > 0) ?? pictures[0];
  const scale = () => shown().getBoundingClientRect().width / natural(shown());

  /** Sizes the drawing so that the point (x, y) of the screen stays where it is. */
  const zoom = (factor, x, y) => {
    const box = drawing.getBoundingClientRect();
    const [left, top] = [x - box.left, y - box.top];
    const before = scale();
    const after = Math.min(8, Math.max(0.1, before * factor));
    drawing.classList.remove('fit');
    for (const picture of pictures) {
      picture.style.width = `${natural(picture) * after}px`;
      picture.style.height = 'auto';
    }
    const ratio = after / before;
    drawing.scrollLeft = (drawing.scrollLeft + left) * ratio - left;
    drawing.scrollTop = (drawing.scrollTop + top) * ratio - top;
  };
  const centre = () => {
    const box = drawing.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };

  drawing.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    },
    { passive: false },
  );
  drawing.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') zoom(1.25, ...centre());
    else if (event.key === '-') zoom(0.8, ...centre());
    else if (event.key === '1') zoom(1 / scale(), ...centre());
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
  });

  // Dragging moves the drawing; a click without a drag follows the link under it.
  let from = null;
  let moved = false;
  drawing.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    from = { x: event.clientX, y: event.clientY, left: drawing.scrollLeft, top: drawing.scrollTop };
    moved = false;
  });
  window.addEventListener('pointermove', (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    moved ||= Math.hypot(x, y) > 4;
    if (!moved) return;
    drawing.classList.add('moving');
    drawing.scrollLeft = from.left - x;
    drawing.scrollTop = from.top - y;
  });
  window.addEventListener('pointerup', () => {
    from = null;
    drawing.classList.remove('moving');
  });
  // Two fingers make it larger or smaller within its frame.
  let fingers = null;
  const apart = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  drawing.addEventListener(
    'touchmove',
    (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      const [a, b] = event.touches;
      const now = apart([a, b]);
      if (fingers) zoom(now / fingers, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
      fingers = now;
    },
    { passive: false },
  );
  for (const type of ['touchstart', 'touchend', 'touchcancel']) drawing.addEventListener(type, () => (fingers = null));

  const fit = () => {
    drawing.classList.add('fit');
    pictures.forEach((picture) => picture.removeAttribute('style'));
  };
  // Buttons for it, where the page has them.
  const acts = { fit, in: () => zoom(1.25, ...centre()), out: () => zoom(0.8, ...centre()), one: () => zoom(1 / scale(), ...centre()) };
  for (const button of document.querySelectorAll('[data-zoom]')) {
    button.closest('[hidden]')?.removeAttribute('hidden');
    button.addEventListener('click', () => acts[button.dataset.zoom]?.());
  }
  drawing.addEventListener('dragstart', (event) => event.preventDefault());
  drawing.addEventListener(
    'click',
    (event) => {
      if (!moved) return;
      moved = false;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}

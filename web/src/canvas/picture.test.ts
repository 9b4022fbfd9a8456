import { expect, test } from 'vitest';
import { takeApart } from './picture';

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" font-family="Sans" viewBox="0 0 9 9">
<defs><g id="i"><path d="M0 0"/></g></defs><rect fill="#fff"/>
<g class="aw-backdrop"><path d="M1 1"/></g>
<g class="aw-nodes"><g data-id="n1" data-element="crm" transform="translate(1 2)"><a href="/m/x/elements/y"><text>&lt;script&gt;</text></a>
<script>alert(1)</script></g></g>
<g class="aw-edges"><g data-id="e1" onclick="alert(1)"><path d="M0 0 L9 9" onload="x()"/></g></g>
<g class="aw-edge-labels"><g data-id="e1"><text>says</text></g></g>
<g class="aw-legend" onclick="alert(2)"><text>Legend</text></g></svg>`;

test('a drawing comes apart into boxes, lines, their labels and the rest', () => {
  const picture = takeApart(SVG);
  expect(picture.background).toBe('#fff');
  expect(picture.nodes.get('n1')).toContain('<text>');
  expect(picture.elements.get('n1')).toBe('crm');
  expect(picture.elements.get('n"2')).toBeUndefined();
  expect(picture.nodes.get('n2')).toBeUndefined();
  expect(picture.edges.get('e1')).toContain('M0 0 L9 9');
  expect(picture.labels.get('e1')).toContain('says');
  expect(picture.front).toContain('Legend');
  expect(picture.backdrop).toContain('M1 1');
});

test('nothing in it can run or lead away, and markup in names stays text', () => {
  const picture = takeApart(SVG);
  const all = [picture.nodes.get('n1'), picture.edges.get('e1'), picture.front].join('');
  expect(all).not.toMatch(/<script|onload|onclick|\/m\/x/);
  expect(picture.nodes.get('n1')).toContain('&lt;script&gt;');
});

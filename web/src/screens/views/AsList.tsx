import './as-list.css';

import { TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewData } from '@/canvas/query';
import { play } from '@/canvas/scene/play';
import { sceneOf } from '@/canvas/scene/scene';
import type { Command } from '@/model/commands/command';
import { type End, listOf } from './in-list';

interface Props {
  view: ViewData;
  /** Commands that the server's picture does not show yet. */
  pending: readonly Command[];
  onSelect: (element: string) => void;
}

/** Rows from which on a filter is worth its place. */
const MANY = 20;

/** What a drawing shows, in words: its boxes, and its lines as sentences. */
export function AsList({ view, pending, onSelect }: Props) {
  const { t, i18n } = useTranslation();
  const [wanted, setWanted] = useState('');
  const { language } = i18n;
  const scene = useMemo(() => play(sceneOf(view), pending, language), [view, pending, language]);
  const { boxes, sentences } = useMemo(() => listOf(scene, wanted), [scene, wanted]);
  // The keyboard comes along from the drawing that is gone.
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) root.current?.focus();
  }, []);
  const isLong = scene.nodes.size + scene.lines.size > MANY;
  const isNone = boxes.length + sentences.length === 0;
  return (
    <div className="screen as-list" ref={root} tabIndex={-1}>
      {isLong && (
        <TextInput
          type="search"
          aria-label={t('view.filterList')}
          placeholder={t('view.filterList')}
          data-filter
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <p role="status" className={isNone ? '' : 'unseen'}>
        {isNone
          ? t(wanted ? 'palette.nothing' : 'canvas.emptyRead')
          : `${t('view.elements', { count: boxes.length })}, ${t('view.lines', { count: sentences.length })}`}
      </p>
      {boxes.length > 0 && (
        <section>
          <h2>{t('view.elements', { count: boxes.length })}</h2>
          <ul className="plain">
            {boxes.map(({ id, label, kind, shows, element, inside }) => (
              <li key={id}>
                <Name end={{ label, element }} onSelect={onSelect} />{' '}
                <small>{kind ?? t(`canvas.shows.${shows}`, { defaultValue: shows })}</small>{' '}
                {inside && <small>{t('view.inside', { name: inside })}</small>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {sentences.length > 0 && (
        <section>
          <h2>{t('view.lines', { count: sentences.length })}</h2>
          <ul className="plain">
            {sentences.map(({ id, from, says, to, label }) => (
              <li key={id}>
                <Name end={from} onSelect={onSelect} /> <em>{says ?? t('view.plainLine')}</em>{' '}
                <Name end={to} onSelect={onSelect} /> {label && <small>{label}</small>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** A box by its name: a button where it can be inspected. */
function Name({ end: { label, element }, onSelect }: { end: End; onSelect: Props['onSelect'] }) {
  const { t } = useTranslation();
  const name = <bdi>{label.slice(0, 300) || t('view.noName')}</bdi>;
  if (element === null) return name;
  return (
    <button type="button" className="link" title={element} onClick={() => onSelect(element)}>
      {name}
    </button>
  );
}

import { ActionIcon } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconFocusCentered } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KindMark } from '@/parts/KindMark';
import type { Touched } from './reach';

/** What-if beside the columns: what is retired, what loses its last provider by that. */
export interface WhatIf {
  retired: readonly string[];
  lost: readonly string[];
  onToggle: (id: string) => void;
}

interface Props {
  touched: Touched;
  why: string;
  whatIf: WhatIf | null;
  onSelect: (id: string) => void;
  onCentre: (id: string) => void;
}

/** An element that is touched, over which relation, and what can be done with it. */
export function Item({ touched, why, whatIf, onSelect, onCentre }: Props) {
  const { t } = useTranslation();
  const { id, name, kindLabel, layer, from, verb } = touched;
  const isRetired = whatIf?.retired.includes(id) ?? false;
  const isLost = whatIf?.lost.includes(id) ?? false;
  return (
    <li data-retired={isRetired || undefined} data-lost={isLost || undefined}>
      <button
        type="button"
        data-touched={id}
        title={why}
        onClick={() => onSelect(id)}
        onDoubleClick={() => onCentre(id)}
      >
        <small>
          <bdi>{from}</bdi> <em>{verb}</em>
        </small>
        <span>
          <KindMark layer={layer} /> <bdi>{name}</bdi>
        </span>
        <small>
          {kindLabel} <code>{id}</code>
        </small>
        {isRetired && <small>{t('impact.isRetired')}</small>}
        {isLost && <small>{t('impact.isLost')}</small>}
      </button>
      {whatIf && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t(isRetired ? 'impact.keep' : 'impact.retireOne', { name })}
          onClick={() => whatIf.onToggle(id)}
        >
          {isRetired ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />}
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('impact.centre', { name })}
        onClick={() => onCentre(id)}
      >
        <IconFocusCentered size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowsHorizontal,
  IconArrowsVertical,
  IconBoxAlignBottom,
  IconBoxAlignLeft,
  IconBoxAlignRight,
  IconBoxAlignTop,
  IconBoxMultiple,
  IconHandStop,
  IconLayoutAlignCenter,
  IconLayoutAlignMiddle,
  IconPhoto,
  IconPin,
  IconPointer,
  IconResize,
  IconSitemap,
  IconSpacingHorizontal,
  IconTrashX,
  IconAlignLeft,
} from '@tabler/icons-react';
import { type ComponentType, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { type Arrangement, fewest } from './arrange';
import { useDrawing } from './DrawingContext';
import type { Extent } from './relayout';
import { useCanvas } from './state';
import type { Operations } from './tools/useOperations';

type Icon = ComponentType<{ size: number; 'aria-hidden': boolean }>;

const ALIGN: [Arrangement, Icon][] = [
  ['left', IconBoxAlignLeft],
  ['centre', IconLayoutAlignCenter],
  ['right', IconBoxAlignRight],
  ['top', IconBoxAlignTop],
  ['middle', IconLayoutAlignMiddle],
  ['bottom', IconBoxAlignBottom],
  ['across', IconArrowsHorizontal],
  ['down', IconArrowsVertical],
  ['size', IconResize],
];

interface Props {
  operations: Operations;
  onRelayout: (extent: Extent) => void;
  onPicture: () => void;
}

/** Tools, and what can be done to what is selected. */
export function Toolbar({ operations, onRelayout, onPicture }: Props) {
  const { t } = useTranslation();
  const { isEditable, canDraw } = useDrawing();
  const { tool, selection, line, use } = useCanvas(
    useShallow(({ tool: now, selection: boxes, line: one, use: take }) => ({
      tool: now,
      selection: boxes,
      line: one,
      use: take,
    })),
  );
  const count = selection.size;
  return (
    <div className="canvas-tools" role="toolbar" aria-label={t('canvas.tools')}>
      <Tool
        label={t('canvas.tool.select')}
        icon={IconPointer}
        isOn={tool.name === 'select'}
        onClick={() => use({ name: 'select' })}
      />
      <Tool
        label={t('canvas.tool.hand')}
        icon={IconHandStop}
        isOn={tool.name === 'hand'}
        onClick={() => use({ name: 'hand' })}
      />
      {isEditable && (
        <Tool
          label={t('canvas.tool.space')}
          icon={IconSpacingHorizontal}
          isOn={tool.name === 'space'}
          onClick={() => use({ name: 'space' })}
        />
      )}
      {isEditable && count > 1 && (
        <>
          <span className="divider" />
          {ALIGN.map(([arrangement, icon]) => (
            <Tool
              key={arrangement}
              label={t(`canvas.arrange.${arrangement}`)}
              icon={icon}
              isOff={count < fewest(arrangement)}
              onClick={() => operations.arranged(arrangement)}
            />
          ))}
        </>
      )}
      {isEditable && count > 0 && (
        <>
          <span className="divider" />
          <Tool
            label={t('canvas.group')}
            icon={IconBoxMultiple}
            isOff={!canDraw}
            onClick={operations.group}
          />
          <Tool label={t('canvas.pin')} icon={IconPin} onClick={operations.pin} />
        </>
      )}
      {isEditable && (count > 0 || line !== null) && (
        <Tool label={t('canvas.takeOut')} icon={IconTrashX} isOff={!canDraw} onClick={operations.takeOut} />
      )}
      <span className="divider" />
      {isEditable && (
        <Menu position="bottom-start" withinPortal={false}>
          <Menu.Target>
            <ActionIcon id="canvas-layout" variant="subtle" aria-label={t('canvas.layout')}>
              <IconSitemap size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconAlignLeft size={14} aria-hidden />}
              onClick={() => onRelayout('rest')}
            >
              {t('canvas.layoutRest')}
            </Menu.Item>
            <Menu.Item disabled={count === 0} onClick={() => onRelayout('selection')}>
              {t('canvas.layoutSelection')}
            </Menu.Item>
            <Menu.Item onClick={() => onRelayout('all')}>{t('canvas.layoutAll')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Tool label={t('canvas.copyPicture')} icon={IconPhoto} onClick={onPicture} />
    </div>
  );
}

interface ToolProps {
  label: string;
  icon: Icon;
  isOn?: boolean;
  isOff?: boolean;
  onClick: () => void;
}

function Tool({ label, icon: Sign, isOn, isOff = false, onClick }: ToolProps) {
  const id = useId();
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        id={id}
        variant={isOn ? 'light' : 'subtle'}
        aria-label={label}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
        disabled={isOff}
        onClick={onClick}
      >
        <Sign size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

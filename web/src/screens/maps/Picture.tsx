import { ActionIcon, Group } from '@mantine/core';
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sheetOf, spotsOf } from './map';
import type { MapDiagram } from './queries';

interface Props {
  svg: string;
  diagram: MapDiagram;
  label: string;
  onSelect: (element: string) => void;
}

const STEPS = [0.5, 0.75, 1, 1.5, 2, 3];

/** The server's picture, with its elements as things to press. It stands in an image, where nothing of it can run. */
export function MapPicture({ svg, diagram, label, onSelect }: Props) {
  const { t } = useTranslation();
  const [zoom, setZoom] = useState(1);
  const sheet = sheetOf(svg);
  if (!sheet) return null;
  const spots = spotsOf(diagram, sheet);
  const step = (by: number) =>
    setZoom(STEPS[Math.max(0, Math.min(STEPS.length - 1, STEPS.indexOf(zoom) + by))]!);
  return (
    <>
      <Group gap={4} className="map-zoom">
        <ActionIcon variant="default" aria-label={t('map.smaller')} onClick={() => step(-1)}>
          <IconZoomOut size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('map.larger')} onClick={() => step(1)}>
          <IconZoomIn size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <div className="map-scroll" tabIndex={0} role="region" aria-label={label}>
        <div
          className="map-picture"
          style={{ width: sheet.width * zoom, aspectRatio: `${sheet.width} / ${sheet.height}` }}
        >
          <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt="" />
          {spots.map(({ id, element, label: name, left, top, width, height, depth }) => (
            <button
              key={id}
              type="button"
              data-element={element}
              aria-label={name}
              title={name}
              style={{
                left: `${left}%`,
                top: `${top}%`,
                width: `${width}%`,
                height: `${height}%`,
                zIndex: depth,
              }}
              onClick={() => onSelect(element)}
            />
          ))}
        </div>
      </div>
    </>
  );
}

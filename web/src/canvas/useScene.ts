import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, PlaceNodes } from '@/model/commands/command';
import { type Colors, colorsOf } from './draw/language';
import { type Picture, takeApart } from './picture';
import type { ViewData } from './query';
import { type Routed, framesOf, routesOf } from './scene/frames';
import type { Frame } from './scene/geometry';
import { play } from './scene/play';
import { type Scene, sceneOf } from './scene/scene';
import { summary } from './scene/summary';
import { useCanvas } from './state';

/** A view as it is to be drawn. */
export interface Drawn {
  picture: Picture;
  colors: Colors;
  scene: Scene;
  frames: ReadonlyMap<string, Frame>;
  routes: ReadonlyMap<string, Routed>;
  /** Where the server drew the boxes. */
  served: ReadonlyMap<string, Frame>;
}

/** The server's picture with the edits that it does not show yet, and with sizes that a hand is just changing. */
export function useScene(
  view: ViewData,
  pending: readonly Command[],
  live: PlaceNodes['places'] | null,
): Drawn {
  const { i18n } = useTranslation();
  const isDark = useComputedColorScheme('light') === 'dark';
  const { language } = i18n;
  const isSummary = useCanvas((canvas) => canvas.isSummary);
  const picture = useMemo(() => takeApart(view.svg), [view.svg]);
  const server = useMemo(() => sceneOf(view), [view]);
  const served = useMemo(() => framesOf(server), [server]);
  const edited = useMemo(() => play(server, pending, language), [server, pending, language]);
  return useMemo(() => {
    const command: Command[] = live ? [{ kind: 'place-nodes', view: server.view, places: live }] : [];
    const whole = play(edited, command, language);
    const scene = isSummary ? summary(whole) : whole;
    const frames = framesOf(scene);
    const routes = routesOf(scene, frames, served);
    return { picture, colors: colorsOf(isDark), scene, frames, routes, served };
  }, [picture, isDark, server, edited, live, served, language, isSummary]);
}
